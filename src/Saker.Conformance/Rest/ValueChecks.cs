using System.Globalization;
using System.Text.Json.Nodes;
using Saker.Conformance.Samples;

namespace Saker.Conformance.Rest;

/// <summary>Values at the edges of their datatypes. A server may coerce or refuse what does not fit, but must not break over it.</summary>
internal static class ValueChecks
{
    public static IEnumerable<Check> All { get; } =
    [
        new("rest.value.integer-range", "A whole number beyond its datatype is refused, not wrapped.", CheckLevel.Must, Sections.Data, IntegerRangeAsync),
        new("rest.value.integer-bounds", "The least and the greatest whole number of the datatype break nothing.", CheckLevel.Should, Sections.Robust, IntegerBoundsAsync),
        new("rest.value.integer-huge", "A whole number of 400 digits is refused without a fault of the server.", CheckLevel.Should, Sections.Robust, IntegerHugeAsync),
        new("rest.value.bool-forms", "BOOL is true and false; a text is refused without a fault of the server.", CheckLevel.Should, Sections.Data, BoolAsync),
        new("rest.value.text-for-number", "A text where a number belongs is refused.", CheckLevel.Must, Sections.Data, TextForNumberAsync),
        new("rest.value.null", "A null among the data is refused or means missing, without a fault of the server.", CheckLevel.Should, Sections.Robust, (subject, token) => RawAsync(subject, _ => true, "null", token)),
        new("rest.value.object", "An object among the data is refused without a fault of the server.", CheckLevel.Should, Sections.Robust, (subject, token) => RawAsync(subject, _ => true, "{}", token)),
        new("rest.value.nan-literal", "NaN and Infinity, which are no JSON, are refused or understood, without a fault of the server and with JSON in return.", CheckLevel.Should, Sections.Json, NotFiniteAsync),
        new("rest.value.number-huge", "1e400 in a float tensor is refused or infinite, without a fault of the server and with JSON in return.", CheckLevel.Should, Sections.Json, (subject, token) => RawAsync(subject, DatatypeRange.IsFloat, "1e400", token)),
        new("rest.value.number-large", "A number above FP32's greatest gives JSON in return, also when outputs become infinite.", CheckLevel.Must, Sections.Json, (subject, token) => RawAsync(subject, DatatypeRange.IsFloat, "1e39", token)),
        new("rest.value.unicode", "A text of characters of several bytes breaks nothing.", CheckLevel.Should, Sections.Robust, (subject, token) => TextAsync(subject, "é 中 \U0001F600 \u202e", token)),
        new("rest.value.nul", "A text with a NUL in it breaks nothing.", CheckLevel.Should, Sections.Robust, (subject, token) => TextAsync(subject, "a\0b", token)),
        new("rest.value.text-empty", "An empty text breaks nothing.", CheckLevel.Should, Sections.Robust, (subject, token) => TextAsync(subject, "", token)),
        new("rest.value.text-long", "A text of 100,000 characters breaks nothing.", CheckLevel.Should, Sections.Robust, (subject, token) => TextAsync(subject, new string('x', 100_000), token)),
        new("rest.value.surrogate", "Half a surrogate pair, which is no character, is refused or replaced, without a fault of the server.", CheckLevel.Should, Sections.Json, (subject, token) => RawAsync(subject, datatype => datatype == "BYTES", "\"\\ud800\"", token)),
    ];

    private static SampleTensor Find(Subject subject, Func<string, bool> isWanted, string what) =>
        subject.Sample.Inputs.FirstOrDefault(input => isWanted(input.Datatype) && input.Data.Count > 0) ?? throw new CheckSkippedException($"the model takes no {what}");

    /// <summary>The sample with the first value of a tensor replaced by a piece of text, be it JSON or not.</summary>
    private static string With(Subject subject, SampleTensor tensor, string value)
    {
        const string mark = "\"\u0001 here \u0001\"";
        var body = subject.Sample.ToJson();
        body["inputs"]![subject.Sample.Inputs.ToList().IndexOf(tensor)]!["data"]![0] = "\u0001 here \u0001";
        return body.ToJsonString().Replace(System.Text.Json.JsonSerializer.Serialize("\u0001 here \u0001"), value, StringComparison.Ordinal).Replace(mark, value, StringComparison.Ordinal);
    }

    private static async Task RawAsync(Subject subject, Func<string, bool> isWanted, string value, CancellationToken cancellationToken)
    {
        var tensor = Find(subject, isWanted, "tensor of a fit datatype");
        var answer = await subject.Rest.PostTextAsync(subject.InferPath, With(subject, tensor, value), cancellationToken);
        answer.RequireNoFault($"'{tensor.Name}' holds {value}");
        answer.Require(answer.FindJson() is not null, "the answer is no JSON", "JSON, which has no NaN and no infinity");
    }

    private static async Task NotFiniteAsync(Subject subject, CancellationToken cancellationToken)
    {
        foreach (var value in (string[])["NaN", "Infinity", "-Infinity"])
            await RawAsync(subject, DatatypeRange.IsFloat, value, cancellationToken);
    }

    private static async Task TextAsync(Subject subject, string text, CancellationToken cancellationToken) =>
        await RawAsync(subject, datatype => datatype == "BYTES", System.Text.Json.JsonSerializer.Serialize(text), cancellationToken);

    private static async Task IntegerRangeAsync(Subject subject, CancellationToken cancellationToken)
    {
        var tensor = Find(subject, datatype => DatatypeRange.Of(datatype) is not null, "whole numbers");
        var (least, most) = DatatypeRange.Of(tensor.Datatype)!.Value;
        foreach (var value in (System.Numerics.BigInteger[])[most + 1, least - 1])
        {
            var text = value.ToString(CultureInfo.InvariantCulture);
            (await subject.Rest.PostTextAsync(subject.InferPath, With(subject, tensor, text), cancellationToken)).RequireRefused($"{text} is no {tensor.Datatype}");
        }
    }

    private static async Task IntegerBoundsAsync(Subject subject, CancellationToken cancellationToken)
    {
        var tensor = Find(subject, datatype => DatatypeRange.Of(datatype) is not null, "whole numbers");
        var (least, most) = DatatypeRange.Of(tensor.Datatype)!.Value;
        foreach (var value in (System.Numerics.BigInteger[])[least, most])
            await RawAsync(subject, datatype => datatype == tensor.Datatype, value.ToString(CultureInfo.InvariantCulture), cancellationToken);
    }

    private static async Task IntegerHugeAsync(Subject subject, CancellationToken cancellationToken)
    {
        var tensor = Find(subject, datatype => DatatypeRange.Of(datatype) is not null, "whole numbers");
        var answer = await subject.Rest.PostTextAsync(subject.InferPath, With(subject, tensor, new string('9', 400)), cancellationToken);
        answer.RequireNoFault("it is the client's mistake");
        answer.RequireRefused($"it is no {tensor.Datatype}");
    }

    private static async Task BoolAsync(Subject subject, CancellationToken cancellationToken)
    {
        var tensor = Find(subject, datatype => datatype == "BOOL", "truths");
        foreach (var value in (string[])["true", "false"])
            await RawAsync(subject, datatype => datatype == "BOOL", value, cancellationToken);
        var answer = await subject.Rest.PostTextAsync(subject.InferPath, With(subject, tensor, "\"perhaps\""), cancellationToken);
        answer.RequireNoFault("it is the client's mistake");
        answer.RequireRefused("\"perhaps\" is no BOOL");
    }

    private static async Task TextForNumberAsync(Subject subject, CancellationToken cancellationToken)
    {
        var tensor = Find(subject, datatype => datatype is not ("BYTES" or "BOOL"), "numbers");
        (await subject.Rest.PostTextAsync(subject.InferPath, With(subject, tensor, "\"not a number\""), cancellationToken)).RequireRefused($"\"not a number\" cannot be made into {tensor.Datatype}");
    }
}
