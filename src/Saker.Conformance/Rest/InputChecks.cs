using System.Text.Json.Nodes;

namespace Saker.Conformance.Rest;

/// <summary>Inputs that are not the model's.</summary>
internal static class InputChecks
{
    public static IEnumerable<Check> All { get; } =
    [
        new("rest.input.missing", "A request that lacks an input that the model requires is refused.", CheckLevel.Must, Sections.Model, MissingAsync),
        new("rest.input.extra", "An input that the model does not have is refused or left aside; it changes no output.", CheckLevel.Should, Sections.Input, ExtraAsync),
        new("rest.input.twice", "The same input twice is refused: it is open which one counts.", CheckLevel.Should, Sections.Input, TwiceAsync),
        new("rest.input.name-case", "An input's name in other letter case is another input.", CheckLevel.Must, Sections.General, NameCaseAsync),
        new("rest.input.nameless", "An input without a name is refused.", CheckLevel.Must, Sections.Input, (subject, token) => RefusedAsync(subject, input => input.Remove("name"), "\"name\" is not optional", token)),
        new("rest.input.name-number", "An input whose name is a number is refused.", CheckLevel.Should, Sections.Input, (subject, token) => RefusedAsync(subject, input => input["name"] = 7, "a name is a text", token)),
        new("rest.input.datatype-unknown", "A datatype that does not exist is refused.", CheckLevel.Must, Sections.Input, (subject, token) => RefusedAsync(subject, input => input["datatype"] = "FP33", "there is no such datatype", token)),
        new("rest.input.datatype-case", "A datatype in lower case is refused.", CheckLevel.Must, Sections.General, (subject, token) => RefusedAsync(subject, input => input["datatype"] = input["datatype"]!.GetValue<string>().ToLowerInvariant(), "datatypes are case-sensitive", token)),
        new("rest.input.datatype-missing", "An input without a datatype is refused.", CheckLevel.Must, Sections.Input, (subject, token) => RefusedAsync(subject, input => input.Remove("datatype"), "\"datatype\" is not optional", token)),
        new("rest.input.datatype-wrong", "Texts (BYTES) for a model that takes numbers, or numbers for one that takes texts, are refused.", CheckLevel.Must, Sections.Model, WrongDatatypeAsync),
        new("rest.input.data-missing", "An input without data is refused.", CheckLevel.Must, Sections.Input, (subject, token) => RefusedAsync(subject, input => input.Remove("data"), "\"data\" is not optional", token)),
        new("rest.input.data-object", "Data that is no array is refused.", CheckLevel.Must, Sections.Data, (subject, token) => RefusedAsync(subject, input => input["data"] = new JsonObject { ["0"] = 1 }, "data is an array", token)),
        new("rest.input.not-object", "An input that is no object is refused.", CheckLevel.Must, Sections.Input, NotObjectAsync),
    ];

    private static async Task RefusedAsync(Subject subject, Action<JsonObject> change, string why, CancellationToken cancellationToken)
    {
        var body = subject.Sample.ToJson();
        change(FirstInput(body));
        (await subject.InferAsync(body, cancellationToken)).RequireRefused(why);
    }

    private static JsonObject FirstInput(JsonObject body) => body["inputs"] is JsonArray { Count: > 0 } inputs ? inputs[0]!.AsObject() : throw new CheckSkippedException("the model has no inputs");

    private static async Task MissingAsync(Subject subject, CancellationToken cancellationToken)
    {
        var body = subject.Sample.ToJson();
        FirstInput(body);
        body["inputs"]!.AsArray().RemoveAt(0);
        (await subject.InferAsync(body, cancellationToken)).RequireRefused($"the metadata names input '{subject.Sample.Inputs[0].Name}'; there is nothing to compute with");
    }

    private static async Task ExtraAsync(Subject subject, CancellationToken cancellationToken)
    {
        var body = subject.Sample.ToJson();
        body["inputs"]!.AsArray().Add(new JsonObject { ["name"] = "no-such-input", ["shape"] = new JsonArray(1), ["datatype"] = "FP32", ["data"] = new JsonArray(1.5) });
        var answer = await subject.InferAsync(body, cancellationToken);
        answer.RequireNoFault("it is the client's mistake");
        if (!answer.IsRefused)
            subject.RequireSame(answer, "an input that is left aside changes nothing");
    }

    private static async Task TwiceAsync(Subject subject, CancellationToken cancellationToken)
    {
        var body = subject.Sample.ToJson();
        body["inputs"]!.AsArray().Add(FirstInput(body).DeepClone());
        (await subject.InferAsync(body, cancellationToken)).RequireRefused("an input is given once");
    }

    private static async Task NameCaseAsync(Subject subject, CancellationToken cancellationToken)
    {
        var other = OtherCase.Of(subject.Sample.Inputs[0].Name);
        if (subject.Model.Inputs.Any(input => input.Name == other))
            throw new CheckSkippedException($"there is an input '{other}' too");
        await RefusedAsync(subject, input => input["name"] = other, "names are case-sensitive", cancellationToken);
    }

    private static Task WrongDatatypeAsync(Subject subject, CancellationToken cancellationToken) => RefusedAsync(
        subject,
        input =>
        {
            var isText = input["datatype"]!.GetValue<string>() == "BYTES";
            input["datatype"] = isText ? "FP32" : "BYTES";
            input["data"] = new JsonArray([.. input["data"]!.AsArray().Select(_ => isText ? (JsonNode)1.5 : "not a number")]);
        },
        "the metadata names another datatype, and these values cannot be made into it",
        cancellationToken);

    private static async Task NotObjectAsync(Subject subject, CancellationToken cancellationToken)
    {
        var body = subject.Sample.ToJson();
        FirstInput(body);
        body["inputs"]![0] = 7;
        (await subject.InferAsync(body, cancellationToken)).RequireRefused("an input is an object");
    }
}
