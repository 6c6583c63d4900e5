using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Saker.Conformance.Samples;

namespace Saker.Conformance.Rest;

/// <summary>Tensors as bytes after the JSON, in requests and answers.</summary>
internal static class BinaryChecks
{
    public const string Extension = "binary_tensor_data";

    public static IEnumerable<Check> All { get; } =
    [
        new("ext.binary.request", "Inputs as bytes mean the same as in JSON.", CheckLevel.Extension, Sections.Binary, RequestAsync),
        new("ext.binary.mixed", "One input as bytes and the others as JSON are taken together.", CheckLevel.Extension, Sections.Binary, MixedAsync),
        new("ext.binary.header-alone", "A request with the header and only JSON in the body is taken.", CheckLevel.Extension, Sections.Binary, HeaderAloneAsync),
        new("ext.binary.response", "With \"binary_data_output\" every output comes as bytes of the size that its shape and datatype say.", CheckLevel.Extension, Sections.Binary, ResponseAsync),
        new("ext.binary.response-headers", "Such an answer says application/octet-stream and how long its JSON is.", CheckLevel.Extension, Sections.Binary, ResponseHeadersAsync),
        new("ext.binary.output", "With \"binary_data\" at one output, only that one comes as bytes.", CheckLevel.Extension, Sections.Binary, OneOutputAsync),
        new("ext.binary.output-over-request", "\"binary_data\": false at an output counts over \"binary_data_output\": true.", CheckLevel.Extension, Sections.Binary, OverAsync),
        new("ext.binary.both", "Bytes go in and come out.", CheckLevel.Extension, Sections.Binary, BothAsync),
        new("ext.binary.raw", "A body of one tensor's bytes with a header length of 0 is taken by a model with one input.", CheckLevel.Extension, Sections.Binary, RawAsync),
    ];

    /// <summary>The sample, where the extension is there.</summary>
    public static SampleRequest Sample(Subject subject)
    {
        subject.RequireExtension(Extension);
        return subject.Sample;
    }

    private static async Task RequestAsync(Subject subject, CancellationToken cancellationToken) =>
        subject.RequireSame(await new BinaryRequest(Sample(subject), _ => true).SendAsync(subject, cancellationToken), "the same values as bytes");

    private static async Task MixedAsync(Subject subject, CancellationToken cancellationToken)
    {
        var sample = Sample(subject);
        if (sample.Inputs.Count < 2)
            throw new CheckSkippedException("the model has one input");
        for (var binary = 0; binary < 2; binary++)
            subject.RequireSame(await new BinaryRequest(sample, at => at % 2 == binary).SendAsync(subject, cancellationToken), "the same values, some as bytes");
    }

    private static async Task HeaderAloneAsync(Subject subject, CancellationToken cancellationToken) =>
        subject.RequireSame(await new BinaryRequest(Sample(subject), _ => false).SendAsync(subject, cancellationToken), "no tensor is binary");

    private static async Task<RestExchange> AskBinaryAsync(Subject subject, CancellationToken cancellationToken)
    {
        var body = Sample(subject).ToJson();
        body["parameters"] = new JsonObject { ["binary_data_output"] = true };
        var answer = await subject.InferAsync(body, cancellationToken);
        answer.RequireStatus(200, "the request is valid");
        return answer;
    }

    private static async Task ResponseAsync(Subject subject, CancellationToken cancellationToken)
    {
        var answer = await AskBinaryAsync(subject, cancellationToken);
        RequireBinary(answer, _ => true);
    }

    private static async Task ResponseHeadersAsync(Subject subject, CancellationToken cancellationToken)
    {
        var answer = await AskBinaryAsync(subject, cancellationToken);
        answer.Require(answer.Header(RestDoor.BinaryHeader) is not null, $"there is no {RestDoor.BinaryHeader}", "the length of the JSON in bytes");
        answer.Require(answer.Header("Content-Type")?.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase) == true, $"Content-Type is {answer.Header("Content-Type")}", "application/octet-stream");
    }

    private static async Task OneOutputAsync(Subject subject, CancellationToken cancellationToken)
    {
        var body = Sample(subject).ToJson();
        var names = subject.Model.Outputs.Select(output => output.Name).ToList();
        body["outputs"] = new JsonArray([.. names.Select((name, at) => (JsonNode)new JsonObject { ["name"] = name, ["parameters"] = new JsonObject { ["binary_data"] = at == 0 } })]);
        RequireBinary(await subject.InferAsync(body, cancellationToken), name => name == names[0]);
    }

    private static async Task OverAsync(Subject subject, CancellationToken cancellationToken)
    {
        var body = Sample(subject).ToJson();
        var names = subject.Model.Outputs.Select(output => output.Name).ToList();
        body["parameters"] = new JsonObject { ["binary_data_output"] = true };
        body["outputs"] = new JsonArray([.. names.Select(name => (JsonNode)new JsonObject { ["name"] = name, ["parameters"] = new JsonObject { ["binary_data"] = name != names[0] } })]);
        RequireBinary(await subject.InferAsync(body, cancellationToken), name => name != names[0]);
    }

    private static async Task BothAsync(Subject subject, CancellationToken cancellationToken)
    {
        var request = new BinaryRequest(Sample(subject), _ => true);
        request.Json["parameters"] = new JsonObject { ["binary_data_output"] = true };
        RequireBinary(await request.SendAsync(subject, cancellationToken), _ => true);
    }

    private static async Task RawAsync(Subject subject, CancellationToken cancellationToken)
    {
        var sample = Sample(subject);
        if (sample.Inputs.Count != 1 || subject.Model.Inputs[0].Shape.Skip(subject.Model.Inputs[0].IsBatched ? 1 : 0).Count(size => size == -1) > 1)
            throw new CheckSkippedException("the model has more than one input, or one whose shape the bytes do not tell");
        var row = subject.Model.Inputs[0].IsBatched ? sample.Rows(0) : sample;
        if (row.Inputs[0].Datatype == "BYTES" && row.Inputs[0].Data.Count != 1)
            throw new CheckSkippedException("the model's input is several texts");
        var answer = await subject.Rest.PostAsync(subject.InferPath, row.Inputs[0].ToBytes(), [("Content-Type", "application/octet-stream"), (RestDoor.BinaryHeader, "0")], cancellationToken);
        RequireBinary(answer, _ => true);
    }

    /// <summary>Ends the check unless the outputs come as bytes where they should, back to back, each of the right size.</summary>
    private static void RequireBinary(RestExchange answer, Func<string, bool> isBinary)
    {
        answer.RequireStatus(200, "the request is valid");
        var length = answer.Body.Length;
        if (answer.Header(RestDoor.BinaryHeader) is { } header)
            answer.Require(int.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out length) && length <= answer.Body.Length, $"{RestDoor.BinaryHeader} is {header}", "the length of the JSON in bytes");
        JsonElement json;
        try
        {
            json = JsonDocument.Parse(answer.Body.AsMemory(0, length)).RootElement;
        }
        catch (JsonException e)
        {
            answer.Fail($"the first {length} bytes are no JSON: {e.Message}", "the JSON header");
            return;
        }
        var at = length;
        answer.Require(json.TryGetProperty("outputs", out var outputs) && outputs.ValueKind == JsonValueKind.Array, "there is no array \"outputs\"", "outputs");
        foreach (var element in outputs.EnumerateArray())
        {
            var output = OutputTensor.Parse(element);
            answer.Require(output is not null, $"an output is not as described: {element.GetRawText()}", "name, datatype, shape");
            var hasSize = element.TryGetProperty("parameters", out var parameters) && parameters.TryGetProperty("binary_data_size", out var size) && size.TryGetInt32(out _);
            answer.Require(hasSize == isBinary(output.Name), $"'{output.Name}' {(hasSize ? "is" : "is not")} binary", isBinary(output.Name) ? "parameters.binary_data_size and bytes" : "data in JSON");
            if (!hasSize)
                continue;
            answer.Require(!element.TryGetProperty("data", out _), $"'{output.Name}' has data and bytes", "one of them");
            var bytes = parameters.GetProperty("binary_data_size").GetInt32();
            answer.Require(bytes >= 0 && at + bytes <= answer.Body.Length, $"'{output.Name}' ends at byte {at + bytes} of {answer.Body.Length}", "bytes within the body");
            answer.Require(RawTensor.CountElements(output.Datatype, answer.Body.AsSpan(at, bytes)) == output.Count, $"'{output.Name}' has {bytes} bytes", $"{output.Count} elements of {output.Datatype}");
            at += bytes;
        }
        answer.Require(at == answer.Body.Length, $"{answer.Body.Length - at} bytes are left over", "tensors that fill the body");
    }
}
