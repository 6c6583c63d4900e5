using System.Text.Json;
using Saker.Conformance.Rest;
using Saker.Conformance.Samples;

namespace Saker.Conformance;

/// <summary>Finds out what the checks need to know: the model, its tensors, and a request that it answers. Judges nothing.</summary>
internal static class Discovery
{
    private static readonly int[] s_rowCounts = [2, 1];

    /// <exception cref="ConformanceException">The server cannot be reached, or there is no model to ask.</exception>
    public static async Task RunAsync(Subject subject, CancellationToken cancellationToken)
    {
        await DescribeServerAsync(subject, cancellationToken);
        subject.ModelName = subject.Options.Model ?? await FindModelAsync(subject, cancellationToken)
            ?? throw new ConformanceException($"{subject.Options.Server} lists no model that is ready (GET v2/models and POST v2/repository/index were asked); name one with --model.");
        await DescribeModelAsync(subject, cancellationToken);
        if (subject.FindModel() is not null)
            await FindSampleAsync(subject, cancellationToken);
    }

    private static async Task DescribeServerAsync(Subject subject, CancellationToken cancellationToken)
    {
        RestExchange answer;
        try
        {
            answer = await subject.Rest.GetAsync("v2", cancellationToken);
        }
        catch (CheckFailedException e)
        {
            throw new ConformanceException($"{subject.Options.Server} cannot be asked: {e.Message}", e);
        }
        if (answer.FindJson() is not { ValueKind: JsonValueKind.Object } json)
            return;
        subject.ServerName = Text(json, "name") ?? "";
        subject.ServerVersion = Text(json, "version") ?? "";
        if (json.TryGetProperty("extensions", out var extensions) && extensions.ValueKind == JsonValueKind.Array)
            subject.Extensions = [.. extensions.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)];
    }

    // The published protocol has no list of models; KServe and MLServer have one, Triton and others have the repository's.
    private static async Task<string?> FindModelAsync(Subject subject, CancellationToken cancellationToken)
    {
        var index = await subject.Rest.PostTextAsync("v2/repository/index", "{\"ready\":true}", cancellationToken);
        if (index is { Status: 200 } && index.FindJson() is { ValueKind: JsonValueKind.Array } entries)
        {
            foreach (var entry in entries.EnumerateArray())
            {
                if (Text(entry, "name") is { } name && (Text(entry, "state") ?? "") is ("" or "READY"))
                    return name;
            }
        }
        var list = await subject.Rest.GetAsync("v2/models", cancellationToken);
        return list is { Status: 200 } && list.FindJson() is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty("models", out var models) && models.ValueKind == JsonValueKind.Array
            ? models.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()).FirstOrDefault()
            : null;
    }

    private static async Task DescribeModelAsync(Subject subject, CancellationToken cancellationToken)
    {
        var answer = await subject.Rest.GetAsync(subject.AskedPath, cancellationToken);
        if (answer.Status == 404)
            throw new ConformanceException($"{subject.Options.Server} has no model '{subject.ModelName}'{(subject.Options.Version is { } version ? $" of version '{version}'" : "")}: {ShownText.Of(answer.Body)}");
        subject.NoModel = $"the model's metadata cannot be used (status {answer.Status})";
        if (answer is not { Status: 200 } || answer.FindJson() is not { ValueKind: JsonValueKind.Object } json)
            return;
        var (inputs, outputs) = (Tensors(json, "inputs"), Tensors(json, "outputs"));
        if (inputs is null || outputs is null)
        {
            subject.NoModel = "the model's metadata does not describe its tensors";
            return;
        }
        IReadOnlyList<string> versions = json.TryGetProperty("versions", out var array) && array.ValueKind == JsonValueKind.Array
            ? [.. array.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]
            : [];
        subject.Model = new ModelInfo(Text(json, "name") ?? "", versions, inputs, outputs);
    }

    private static async Task FindSampleAsync(Subject subject, CancellationToken cancellationToken)
    {
        IEnumerable<Func<SampleRequest>> tries = subject.Options.Inputs is { } given
            ? [() => SampleMaker.Read(given)]
            : s_rowCounts.Select(rowCount => (Func<SampleRequest>)(() => SampleMaker.MakeUp(subject.Model, subject.Options.Seed, rowCount)));
        foreach (var make in tries)
        {
            try
            {
                var sample = make();
                var exchange = await subject.InferAsync(sample.ToJson(), cancellationToken);
                if (exchange.IsRefused)
                {
                    subject.NoSample = subject.IsMadeUp
                        ? $"the server refused made-up values ({exchange.Status}: {ShownText.Of(exchange.Body)}); give real ones with --inputs"
                        : $"the server refused the given inputs ({exchange.Status})";
                    continue;
                }
                var answer = InferAnswer.Read(exchange, "");
                var again = await subject.InferAsync(sample.ToJson(), cancellationToken);
                subject.IsRepeatable = again.Status == 200 && InferAnswer.Read(again, "").HasSameValues(answer);
                subject.Accept(sample, answer);
                return;
            }
            catch (CheckSkippedException e)
            {
                subject.NoSample = e.Message;
            }
            catch (CheckFailedException e)
            {
                subject.NoSample = $"the plain request was not answered as it must be: {e.Message}";
            }
        }
    }

    private static List<TensorInfo>? Tensors(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var array) || array.ValueKind != JsonValueKind.Array)
            return null;
        var tensors = array.EnumerateArray().Select(TensorInfo.Parse).OfType<TensorInfo>().ToList();
        return tensors.Count == array.GetArrayLength() ? tensors : null;
    }

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
