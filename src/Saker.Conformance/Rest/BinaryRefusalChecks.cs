using System.Globalization;
using System.Text.Json.Nodes;

namespace Saker.Conformance.Rest;

/// <summary>Binary requests whose sizes do not add up: a server that trusts them reads what is not there.</summary>
internal static class BinaryRefusalChecks
{
    public static IEnumerable<Check> All { get; } =
    [
        new("ext.binary.size-short", "A binary_data_size smaller than the tensor is refused.", CheckLevel.Extension, Sections.Binary, (subject, token) => SizeAsync(subject, size => size - 1, token)),
        new("ext.binary.size-long", "A binary_data_size larger than what the body holds is refused.", CheckLevel.Extension, Sections.Binary, (subject, token) => SizeAsync(subject, size => size + 1_000_000, token)),
        new("ext.binary.size-negative", "A negative binary_data_size is refused.", CheckLevel.Extension, Sections.Binary, (subject, token) => SizeAsync(subject, size => -size, token)),
        new("ext.binary.size-text", "A binary_data_size that is a text is refused.", CheckLevel.Extension, Sections.Binary, SizeTextAsync),
        new("ext.binary.body-short", "A body that ends within a tensor is refused.", CheckLevel.Extension, Sections.Binary, (subject, token) => BentAsync(subject, request => request.Tensors[^1] = request.Tensors[^1][..^1], "bytes are missing", token)),
        new("ext.binary.body-long", "A body with bytes after the last tensor is refused.", CheckLevel.Extension, Sections.Binary, (subject, token) => BentAsync(subject, request => request.Tensors.Add(new byte[16]), "there are bytes too many", token)),
        new("ext.binary.header-long", "A header length beyond the body is refused.", CheckLevel.Extension, Sections.Binary, (subject, token) => BentAsync(subject, request => request.HeaderLength = "99999999", "the JSON ends before that", token)),
        new("ext.binary.header-negative", "A negative header length is refused.", CheckLevel.Extension, Sections.Binary, (subject, token) => BentAsync(subject, request => request.HeaderLength = "-1", "it is no length", token)),
        new("ext.binary.header-text", "A header length that is no number is refused.", CheckLevel.Extension, Sections.Binary, (subject, token) => BentAsync(subject, request => request.HeaderLength = "many", "it is no length", token)),
        new("ext.binary.header-within", "A header length that cuts the JSON is refused.", CheckLevel.Extension, Sections.Binary, (subject, token) => BentAsync(subject, request => request.HeaderLength = "10", "the JSON is cut", token)),
        new("ext.binary.data-and-size", "An input with data and binary_data_size is refused.", CheckLevel.Extension, Sections.Binary, DataAndSizeAsync),
        new("ext.binary.text-length", "A text whose length prefix points beyond the tensor is refused.", CheckLevel.Extension, Sections.Binary, TextLengthAsync),
    ];

    private static async Task BentAsync(Subject subject, Action<BinaryRequest> bend, string why, CancellationToken cancellationToken)
    {
        var request = new BinaryRequest(BinaryChecks.Sample(subject), _ => true);
        if (request.Tensors.Count == 0 || request.Tensors[^1].Length == 0)
            throw new CheckSkippedException("the model takes no values");
        bend(request);
        var answer = await request.SendAsync(subject, cancellationToken);
        answer.RequireRefused(why);
        answer.RequireNoFault("it is the client's mistake");
    }

    private static Task SizeAsync(Subject subject, Func<int, int> change, CancellationToken cancellationToken) => BentAsync(
        subject, request => Parameters(request)["binary_data_size"] = change(request.Tensors[0].Length), "sizes and bytes do not agree", cancellationToken);

    private static Task SizeTextAsync(Subject subject, CancellationToken cancellationToken) => BentAsync(
        subject, request => Parameters(request)["binary_data_size"] = request.Tensors[0].Length.ToString(CultureInfo.InvariantCulture) + "x", "a size is a number", cancellationToken);

    private static Task DataAndSizeAsync(Subject subject, CancellationToken cancellationToken) => BentAsync(
        subject, request => request.Json["inputs"]![0]!["data"] = subject.Sample.Inputs[0].ToJson()["data"]!.DeepClone(), "which of them counts?", cancellationToken);

    private static Task TextLengthAsync(Subject subject, CancellationToken cancellationToken)
    {
        var at = BinaryChecks.Sample(subject).Inputs.ToList().FindIndex(input => input.Datatype == "BYTES" && input.Data.Count > 0);
        return at < 0
            ? throw new CheckSkippedException("the model takes no texts")
            : BentAsync(subject, request => request.Tensors[at].AsSpan(0, 4).Fill(0x7F), "the text would end beyond its tensor", cancellationToken);
    }

    private static JsonObject Parameters(BinaryRequest request) => request.Json["inputs"]![0]!["parameters"]!.AsObject();
}
