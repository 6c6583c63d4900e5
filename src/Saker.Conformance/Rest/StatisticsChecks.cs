using System.Text.Json;

namespace Saker.Conformance.Rest;

/// <summary>What the server counted.</summary>
internal static class StatisticsChecks
{
    private const string Expected = "{\"model_stats\": [{\"name\", \"version\", \"inference_count\", \"execution_count\", \"inference_stats\": {\"success\": {\"count\", \"ns\"}, ...}}]}";

    public static IEnumerable<Check> All { get; } =
    [
        new("ext.statistics.model", "GET v2/models/{model}/stats answers with an entry for the model.", CheckLevel.Extension, Sections.Statistics, async (subject, token) => await EntryAsync(subject, subject.ModelPath + "/stats", token)),
        new("ext.statistics.all", "GET v2/models/stats answers with an entry for each model.", CheckLevel.Extension, Sections.Statistics, async (subject, token) => await EntryAsync(subject, "v2/models/stats", token)),
        new("ext.statistics.counts", "inference_count grows by the rows that were asked, success by the requests.", CheckLevel.Extension, Sections.Statistics, CountsAsync),
        new("ext.statistics.durations", "Each duration has a count and nanoseconds, both of 0 or more.", CheckLevel.Extension, Sections.Statistics, DurationsAsync),
        new("ext.statistics.unknown", "The statistics of a model that is not there are an error.", CheckLevel.Extension, Sections.Statistics, UnknownAsync),
    ];

    private static async Task<(RestExchange Exchange, JsonElement Entry)> EntryAsync(Subject subject, string path, CancellationToken cancellationToken)
    {
        subject.RequireExtension("statistics");
        var answer = await subject.Rest.GetAsync(path, cancellationToken);
        answer.RequireStatus(200, "the server names the extension");
        var json = answer.Object(Expected);
        answer.Require(json.TryGetProperty("model_stats", out var list) && list.ValueKind == JsonValueKind.Array, "there is no array \"model_stats\"", Expected);
        var entry = list.EnumerateArray().FirstOrDefault(item => item.TryGetProperty("name", out var name) && name.ValueEquals(subject.ModelName));
        answer.Require(entry.ValueKind == JsonValueKind.Object, $"there is no entry for '{subject.ModelName}'", Expected);
        return (answer, entry);
    }

    private static async Task CountsAsync(Subject subject, CancellationToken cancellationToken)
    {
        var path = subject.ModelPath + "/stats";
        // Other versions have entries of their own: all are summed.
        var before = await TotalsAsync(subject, path, cancellationToken);
        var rows = subject.Model.Inputs.Concat(subject.Model.Outputs).All(tensor => tensor.IsBatched) && !subject.Model.LeavesSizesOpen ? subject.Sample.Inputs[0].RowCount : 1;
        InferAnswer.Read(await subject.InferAsync(subject.Sample.ToJson(), cancellationToken), "the request is valid");
        var after = await TotalsAsync(subject, path, cancellationToken);
        // Others may use the server at the same time.
        after.Exchange.Require(after.Success >= before.Success + 1, $"success went from {before.Success} to {after.Success}", "one more for one request");
        after.Exchange.Require(after.Inferences == before.Inferences || after.Inferences >= before.Inferences + rows, $"inference_count went from {before.Inferences} to {after.Inferences}", $"{rows} more for {rows} rows, or none where a cache answered");
    }

    private static async Task<(RestExchange Exchange, long Inferences, long Success)> TotalsAsync(Subject subject, string path, CancellationToken cancellationToken)
    {
        var (answer, _) = await EntryAsync(subject, path, cancellationToken);
        var (inferences, successes) = (0L, 0L);
        foreach (var entry in answer.FindJson()!.Value.GetProperty("model_stats").EnumerateArray())
        {
            inferences += Whole(answer, entry, "inference_count");
            answer.Require(entry.TryGetProperty("inference_stats", out var stats) && stats.TryGetProperty("success", out _), "inference_stats.success is missing", Expected);
            successes += Whole(answer, stats.GetProperty("success"), "count");
        }
        return (answer, inferences, successes);
    }

    private static long Whole(RestExchange answer, JsonElement json, string name)
    {
        var whole = 0L;
        answer.Require(json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out whole), $"{name} is missing or no whole number", Expected);
        return whole;
    }

    private static async Task DurationsAsync(Subject subject, CancellationToken cancellationToken)
    {
        var (answer, entry) = await EntryAsync(subject, subject.ModelPath + "/stats", cancellationToken);
        answer.Require(entry.TryGetProperty("inference_stats", out var stats), "there is no inference_stats", Expected);
        foreach (var name in (string[])["success", "fail", "queue", "compute_input", "compute_infer", "compute_output"])
        {
            answer.Require(
                stats.TryGetProperty(name, out var duration) && duration.TryGetProperty("count", out var count) && count.TryGetUInt64(out _) && duration.TryGetProperty("ns", out var ns) && ns.TryGetUInt64(out _),
                $"inference_stats.{name} is not a duration",
                "{\"count\": whole number, \"ns\": whole number}");
        }
    }

    private static async Task UnknownAsync(Subject subject, CancellationToken cancellationToken)
    {
        subject.RequireExtension("statistics");
        var answer = await subject.Rest.GetAsync("v2/models/no-such-model-8f3a/stats", cancellationToken);
        answer.RequireRefused("there is no such model");
        answer.RequireNoFault("it is the client's mistake");
    }
}
