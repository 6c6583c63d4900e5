using System.Text.Json;
using Saker.Conformance.Samples;

namespace Saker.Conformance.Rest;

/// <summary>What server and model say of themselves.</summary>
internal static class MetadataChecks
{
    public static IEnumerable<Check> All { get; } =
    [
        new("rest.server.metadata", "GET v2 answers 200 with name and version as texts.", CheckLevel.Must, Sections.Server, ServerAsync),
        new("rest.server.extensions", "\"extensions\" is an array of texts, also when it is empty.", CheckLevel.Must, Sections.Server, ExtensionsAsync),
        new("rest.server.extensions-distinct", "No extension is named twice or by an empty text.", CheckLevel.Should, Sections.Server, DistinctExtensionsAsync),
        new("rest.server.content-type", "JSON is sent as application/json.", CheckLevel.Should, Sections.Http, async (subject, token) => RequireJsonType(await subject.Rest.GetAsync("v2", token))),
        new("rest.model.metadata", "GET v2/models/{model} answers 200 with name, platform, inputs and outputs.", CheckLevel.Must, Sections.Model, ModelAsync),
        new("rest.model.name", "\"name\" is the name that was asked for.", CheckLevel.Must, Sections.Model, NameAsync),
        new("rest.model.tensors", "Every tensor has a name, a shape of whole numbers of -1 or more, and a datatype of the protocol.", CheckLevel.Must, Sections.Model, TensorsAsync),
        new("rest.model.tensors-distinct", "No two inputs and no two outputs have the same name.", CheckLevel.Should, Sections.Model, DistinctTensorsAsync),
        new("rest.model.versions", "\"versions\", where there is one, is an array of texts.", CheckLevel.Must, Sections.Model, VersionsAsync),
        new("rest.model.version", "Every version named there can be asked for by its path and describes itself under the same name.", CheckLevel.Must, Sections.Model, VersionAsync),
        new("rest.model.content-type", "JSON is sent as application/json.", CheckLevel.Should, Sections.Http, async (subject, token) => RequireJsonType(await subject.Rest.GetAsync(subject.AskedPath, token))),
    ];

    private static async Task ServerAsync(Subject subject, CancellationToken cancellationToken)
    {
        const string expected = "{\"name\": text, \"version\": text, \"extensions\": [text, ...]}";
        var answer = await subject.Rest.GetAsync("v2", cancellationToken);
        answer.RequireStatus(200, "the server's metadata");
        var json = answer.Object(expected);
        answer.Require(HasText(json, "name"), "\"name\" is no text", expected);
        answer.Require(HasText(json, "version"), "\"version\" is no text", expected);
    }

    private static async Task<List<JsonElement>> ListAsync(Subject subject, CancellationToken cancellationToken)
    {
        const string expected = "\"extensions\": [text, ...]";
        var answer = await subject.Rest.GetAsync("v2", cancellationToken);
        var json = answer.Object(expected);
        answer.Require(json.TryGetProperty("extensions", out var list) && list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String), "\"extensions\" is no array of texts", expected);
        return [.. list.EnumerateArray()];
    }

    private static Task ExtensionsAsync(Subject subject, CancellationToken cancellationToken) => ListAsync(subject, cancellationToken);

    private static async Task DistinctExtensionsAsync(Subject subject, CancellationToken cancellationToken)
    {
        var names = (await ListAsync(subject, cancellationToken)).ConvertAll(item => item.GetString()!);
        if (names.Any(string.IsNullOrWhiteSpace) || names.Distinct().Count() != names.Count)
            throw new CheckFailedException($"the extensions are {string.Join(", ", names)}", "every extension once, by its name", null);
    }

    private static async Task ModelAsync(Subject subject, CancellationToken cancellationToken)
    {
        const string expected = "{\"name\": text, \"versions\": [text, ...] (optional), \"platform\": text, \"inputs\": [...], \"outputs\": [...]}";
        var answer = await subject.Rest.GetAsync(subject.AskedPath, cancellationToken);
        answer.RequireStatus(200, "the model's metadata");
        var json = answer.Object(expected);
        answer.Require(HasText(json, "name"), "\"name\" is no text", expected);
        answer.Require(HasText(json, "platform"), "\"platform\" is no text", expected);
        foreach (var name in (string[])["inputs", "outputs"])
            answer.Require(json.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array, $"\"{name}\" is no array", expected);
    }

    private static async Task NameAsync(Subject subject, CancellationToken cancellationToken)
    {
        var answer = await subject.Rest.GetAsync(subject.AskedPath, cancellationToken);
        var json = answer.Object("the model's metadata");
        answer.Require(HasText(json, "name") && json.GetProperty("name").GetString() == subject.ModelName, "\"name\" is another", $"\"{subject.ModelName}\"");
    }

    private static async Task TensorsAsync(Subject subject, CancellationToken cancellationToken)
    {
        const string expected = "{\"name\": text, \"datatype\": one of BOOL, UINT8 to UINT64, INT8 to INT64, FP16, FP32, FP64, BYTES, \"shape\": [whole numbers, -1 for any size]}";
        var answer = await subject.Rest.GetAsync(subject.AskedPath, cancellationToken);
        var json = answer.Object("the model's metadata");
        foreach (var list in (string[])["inputs", "outputs"])
        {
            answer.Require(json.TryGetProperty(list, out var tensors) && tensors.ValueKind == JsonValueKind.Array, $"\"{list}\" is no array", expected);
            foreach (var element in tensors.EnumerateArray())
            {
                var tensor = TensorInfo.Parse(element);
                answer.Require(tensor is not null, $"{list} has {element.GetRawText()}", expected);
                answer.Require(DatatypeRange.IsKnown(tensor.Datatype), $"'{tensor.Name}' is of datatype '{tensor.Datatype}'", expected);
            }
        }
    }

    private static Task DistinctTensorsAsync(Subject subject, CancellationToken cancellationToken)
    {
        foreach (var tensors in (IReadOnlyList<TensorInfo>[])[subject.Model.Inputs, subject.Model.Outputs])
        {
            if (tensors.GroupBy(tensor => tensor.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
                throw new CheckFailedException($"'{twice.Key}' is named {twice.Count()} times", "every tensor under a name of its own", null);
        }
        return Task.CompletedTask;
    }

    private static async Task VersionsAsync(Subject subject, CancellationToken cancellationToken)
    {
        var answer = await subject.Rest.GetAsync(subject.AskedPath, cancellationToken);
        var json = answer.Object("the model's metadata");
        if (!json.TryGetProperty("versions", out var versions))
            throw new CheckSkippedException("the model's metadata names no versions");
        answer.Require(versions.ValueKind == JsonValueKind.Array && versions.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String), $"\"versions\" is {versions}", "an array of texts, such as [\"1\"]");
    }

    private static async Task VersionAsync(Subject subject, CancellationToken cancellationToken)
    {
        foreach (var version in subject.Versions)
        {
            var answer = await subject.Rest.GetAsync(subject.VersionPath(version), cancellationToken);
            answer.RequireStatus(200, "the metadata names the version");
            var json = answer.Object("the model's metadata");
            answer.Require(HasText(json, "name") && json.GetProperty("name").GetString() == subject.ModelName, "\"name\" is another", $"\"{subject.ModelName}\"");
        }
    }

    private static void RequireJsonType(RestExchange answer) =>
        answer.Require(answer.Header("Content-Type")?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true, $"Content-Type is {answer.Header("Content-Type") ?? "missing"}", "Content-Type: application/json");

    private static bool HasText(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String;
}
