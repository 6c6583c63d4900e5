using System.Text.Json;
using System.Text.Json.Nodes;

namespace Saker.Conformance.Rest;

/// <summary>A plain infer request, and what may be added to it without changing the answer.</summary>
internal static class InferChecks
{
    public static IEnumerable<Check> All { get; } =
    [
        new("rest.infer.plain", "A valid request is answered with 200 and a tensor for each output.", CheckLevel.Must, Sections.Response, PlainAsync),
        new("rest.infer.model-name", "\"model_name\" is the model's name.", CheckLevel.Must, Sections.Response, ModelNameAsync),
        new("rest.infer.model-version", "\"model_version\", where there is one, is a text, and one of the metadata's versions.", CheckLevel.Must, Sections.Response, ModelVersionAsync),
        new("rest.infer.content-type", "The answer is sent as application/json.", CheckLevel.Should, Sections.Http, ContentTypeAsync),
        new("rest.infer.version", "Every version that the metadata names answers at its own path, and says so in \"model_version\".", CheckLevel.Must, Sections.Request, VersionAsync),
        new("rest.infer.data-flat", "Data as one flat array is taken.", CheckLevel.Must, Sections.Data, (subject, token) => subject.RequireSameAsync(subject.Sample.ToJson(), "flat data", token)),
        new("rest.infer.data-nested", "Data as nested arrays is taken and means the same.", CheckLevel.Must, Sections.Data, NestedAsync),
        new("rest.infer.input-order", "Inputs are found by name: their order does not matter.", CheckLevel.Must, Sections.Input, OrderAsync),
        new("rest.infer.member-order", "The order of members in an object does not matter.", CheckLevel.Must, Sections.Json, MemberOrderAsync),
        new("rest.infer.whitespace", "White space between tokens does not matter.", CheckLevel.Must, Sections.Json, WhitespaceAsync),
        new("rest.infer.escapes", "Names and texts written with \\u escapes mean the same.", CheckLevel.Must, Sections.Json, EscapesAsync),
        new("rest.infer.parameters", "Request parameters that are text, number and boolean are taken.", CheckLevel.Must, Sections.Parameters, (subject, token) => WithAsync(subject, body => body["parameters"] = Parameters(), "unknown parameters change nothing", token)),
        new("rest.infer.input-parameters", "Parameters of an input are taken.", CheckLevel.Must, Sections.Parameters, InputParametersAsync),
        new("rest.infer.output-parameters", "Parameters of a requested output are taken.", CheckLevel.Must, Sections.Parameters, OutputParametersAsync),
        new("rest.infer.parameters-empty", "Empty parameters are taken.", CheckLevel.Must, Sections.Parameters, (subject, token) => WithAsync(subject, body => body["parameters"] = new JsonObject(), "no parameters", token)),
        new("rest.infer.body-model-name", "A model_name in the body, as some clients send it, is tolerated.", CheckLevel.Should, Sections.Request, (subject, token) => WithAsync(subject, body => body["model_name"] = subject.ModelName, "further members change nothing", token)),
        new("rest.infer.charset", "Content-Type application/json; charset=utf-8 is taken.", CheckLevel.Should, Sections.Http, CharsetAsync),
        new("rest.infer.chunked", "A body of unannounced length (Transfer-Encoding: chunked) is taken.", CheckLevel.Should, Sections.Http, ChunkedAsync),
    ];

    private static async Task PlainAsync(Subject subject, CancellationToken cancellationToken)
    {
        try
        {
            _ = subject.Sample;
        }
        catch (CheckSkippedException) when (!subject.IsMadeUp && subject.FindModel() is not null)
        {
            // The user vouches for the values: a refusal is the server's.
            InferAnswer.Read(await subject.InferAsync(Samples.SampleMaker.Read(subject.Options.Inputs!).ToJson(), cancellationToken), "the given inputs are valid");
        }
        catch (CheckSkippedException) when (subject.FindModel() is { } model)
        {
            var answer = await subject.InferAsync(Samples.SampleMaker.MakeUp(model, subject.Options.Seed, 1).ToJson(), cancellationToken);
            // A model may be particular about values; then the skip's reason is told.
            if (answer.Status is < 400 or >= 500)
                InferAnswer.Read(answer, "the request fits the model's metadata");
            throw;
        }
        InferAnswer.Read(await subject.InferAsync(subject.Sample.ToJson(), cancellationToken), "the request is valid");
    }

    private static Task ModelNameAsync(Subject subject, CancellationToken cancellationToken)
    {
        subject.Answer.Exchange.Require(subject.Answer.ModelName == subject.ModelName, $"\"model_name\" is {subject.Answer.ModelName ?? "missing or no text"}", $"\"{subject.ModelName}\"");
        return Task.CompletedTask;
    }

    private static Task ModelVersionAsync(Subject subject, CancellationToken cancellationToken)
    {
        var answer = subject.Answer;
        if (!answer.Json.TryGetProperty("model_version", out var version) || version.ValueKind == JsonValueKind.Null)
            throw new CheckSkippedException("the answer has no model_version, which is optional");
        answer.Exchange.Require(version.ValueKind == JsonValueKind.String, $"\"model_version\" is {version.GetRawText()}", "a text");
        if (version.GetString() is { Length: > 0 } text && subject.Model.Versions.Count > 0)
            answer.Exchange.Require(subject.Model.Versions.Contains(text), $"\"model_version\" is {text}", $"one of {string.Join(", ", subject.Model.Versions)}");
        return Task.CompletedTask;
    }

    private static Task ContentTypeAsync(Subject subject, CancellationToken cancellationToken)
    {
        var exchange = subject.Answer.Exchange;
        exchange.Require(exchange.Header("Content-Type")?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true, $"Content-Type is {exchange.Header("Content-Type") ?? "missing"}", "Content-Type: application/json");
        return Task.CompletedTask;
    }

    private static async Task VersionAsync(Subject subject, CancellationToken cancellationToken)
    {
        var sample = subject.Sample;
        foreach (var version in subject.Versions)
        {
            var answer = InferAnswer.Read(await subject.Rest.PostJsonAsync(subject.VersionPath(version) + "/infer", sample.ToJson(), cancellationToken), "the metadata names the version");
            answer.Exchange.Require(answer.ModelVersion == version, $"\"model_version\" is {answer.ModelVersion ?? "missing"}", $"\"{version}\"");
        }
    }

    private static Task NestedAsync(Subject subject, CancellationToken cancellationToken)
    {
        var body = subject.Sample.ToJson();
        foreach (var (at, input) in subject.Sample.Inputs.Index())
            body["inputs"]![at]!["data"] = input.Nested();
        return subject.RequireSameAsync(body, "nested data", cancellationToken);
    }

    private static Task OrderAsync(Subject subject, CancellationToken cancellationToken)
    {
        if (subject.Sample.Inputs.Count < 2)
            throw new CheckSkippedException("the model has one input");
        var body = new JsonObject { ["inputs"] = new JsonArray([.. subject.Sample.Inputs.Reverse().Select(input => input.ToJson())]) };
        return subject.RequireSameAsync(body, "the same inputs the other way round", cancellationToken);
    }

    private static Task MemberOrderAsync(Subject subject, CancellationToken cancellationToken)
    {
        var inputs = subject.Sample.ToJson()["inputs"]!.AsArray().Select(input => (JsonNode)new JsonObject(input!.AsObject().Reverse().Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())).ToList()));
        return subject.RequireSameAsync(new JsonObject { ["inputs"] = new JsonArray([.. inputs]), ["id"] = "order" }, "data before datatype, shape and name", cancellationToken);
    }

    private static async Task WhitespaceAsync(Subject subject, CancellationToken cancellationToken)
    {
        var text = subject.Sample.ToJson().ToJsonString(new JsonSerializerOptions { WriteIndented = true, IndentCharacter = '\t', IndentSize = 3, NewLine = "\r\n" });
        subject.RequireSame(await subject.Rest.PostTextAsync(subject.InferPath, "\n\t " + text + "\r\n ", cancellationToken), "the same with white space");
    }

    private static async Task EscapesAsync(Subject subject, CancellationToken cancellationToken)
    {
        var body = subject.Sample.ToJson();
        var name = subject.Sample.Inputs[0].Name;
        var escaped = string.Concat(name.Select(c => $"\\u{(int)c:x4}"));
        var text = body.ToJsonString().Replace($"\"name\":{JsonSerializer.Serialize(name)}", $"\"n\\u0061me\":\"{escaped}\"", StringComparison.Ordinal);
        subject.RequireSame(await subject.Rest.PostTextAsync(subject.InferPath, text, cancellationToken), "the same with escapes");
    }

    private static JsonObject Parameters() => new() { ["conformance_text"] = "a", ["conformance_number"] = 1.5, ["conformance_whole"] = 7, ["conformance_truth"] = true };

    private static Task InputParametersAsync(Subject subject, CancellationToken cancellationToken) =>
        WithAsync(subject, body => body["inputs"]![0]!["parameters"] = Parameters(), "unknown parameters change nothing", cancellationToken);

    private static Task OutputParametersAsync(Subject subject, CancellationToken cancellationToken) => WithAsync(
        subject,
        body => body["outputs"] = new JsonArray([.. subject.Answer.Names.Select(name => (JsonNode)new JsonObject { ["name"] = name, ["parameters"] = Parameters() })]),
        "unknown parameters change nothing",
        cancellationToken);

    private static Task WithAsync(Subject subject, Action<JsonObject> change, string why, CancellationToken cancellationToken)
    {
        var body = subject.Sample.ToJson();
        change(body);
        return subject.RequireSameAsync(body, why, cancellationToken);
    }

    private static async Task CharsetAsync(Subject subject, CancellationToken cancellationToken)
    {
        var body = System.Text.Encoding.UTF8.GetBytes(subject.Sample.ToJson().ToJsonString());
        subject.RequireSame(await subject.Rest.PostAsync(subject.InferPath, body, [("Content-Type", "application/json; charset=utf-8")], cancellationToken), "JSON is in UTF-8");
    }

    private static async Task ChunkedAsync(Subject subject, CancellationToken cancellationToken)
    {
        var text = subject.Sample.ToJson().ToJsonString();
        using var content = new ChunkedContent(System.Text.Encoding.UTF8.GetBytes(text));
        subject.RequireSame(await subject.Rest.SendAsync(HttpMethod.Post, subject.InferPath, content, text, cancellationToken), "HTTP/1.1 servers take chunks");
    }
}
