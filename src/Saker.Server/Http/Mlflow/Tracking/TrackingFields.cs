using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Saker.Data;
using Saker.Platform.Experiments;
using Saker.Server.Http.Access;
using Saker.Server.Http.Mlflow.Wire;

namespace Saker.Server.Http.Mlflow.Tracking;

/// <summary>Fields that several of the tracking routes read, refused in MLflow's words.</summary>
internal static class TrackingFields
{
    private const string DefaultExperiment = "0";
    private static readonly long s_maxMilliseconds = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>The run, which old clients name <c>run_uuid</c>.</summary>
    public static RunId Run(MlflowFields fields)
    {
        var text = fields.Required("run_id", "run_uuid");
        return IsId(text, maxLength: 256) ? new RunId(text) : throw new SakerException(ErrorKind.InvalidInput, $"Invalid run ID: '{text}'", "run_id");
    }

    /// <summary>The run that an audited request changes.</summary>
    public static RunId AuditedRun(HttpContext context, MlflowFields fields)
    {
        var run = Run(fields);
        context.SetAuditTarget(run.Value);
        return run;
    }

    public static ExperimentId Experiment(MlflowFields fields) => Experiment(fields.Required("experiment_id"));

    /// <summary>The default experiment when it is not set.</summary>
    public static ExperimentId ExperimentOrDefault(MlflowFields fields) => Experiment(fields.Text("experiment_id") is { Length: > 0 } id ? id : DefaultExperiment);

    /// <summary>The name of a metric, a parameter or a tag.</summary>
    /// <param name="fields">Where it is.</param>
    /// <param name="kind">What it names.</param>
    public static string Key(MlflowFields fields, string kind)
    {
        const string name = "key";
        var key = fields.Required(name);
        if (key.Length > TrackingLimits.MaxKeyLength)
            throw TooLong(fields.PlaceOf(name), TrackingLimits.MaxKeyLength);
        return TrackingLimits.KeyFault(key) is { } fault ? throw fields.Invalid(name, MlflowFields.Quote(key), $"the name of the {kind} {fault}") : key;
    }

    /// <summary>A value, empty when it is not set, and cut to what is possible, as MLflow's server does unless told otherwise.</summary>
    public static string CutValue(MlflowFields fields, int maxLength)
    {
        var value = fields.Text("value") ?? "";
        if (value.Length <= maxLength)
            return value;
        // No half of a character that takes two.
        return value[..(char.IsHighSurrogate(value[maxLength - 1]) ? maxLength - 1 : maxLength)];
    }

    /// <summary>Tags of a run; of one key the last counts.</summary>
    public static Dictionary<string, string> RunTags(IEnumerable<MlflowFields> tags)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in tags)
            read[Key(tag, "tag")] = CutValue(tag, TrackingLimits.MaxTagLength);
        return read;
    }

    /// <summary>A tag of an experiment, whose value is not cut.</summary>
    public static (string Key, string Value) ExperimentTag(MlflowFields tag)
    {
        var (key, value) = (Key(tag, "tag"), tag.Text("value") ?? "");
        return value.Length <= TrackingLimits.MaxExperimentTagLength ? (key, value) : throw TooLong(tag.PlaceOf("value"), TrackingLimits.MaxExperimentTagLength);
    }

    /// <summary>A time in milliseconds; null when it is not set.</summary>
    public static DateTimeOffset? Time(MlflowFields fields, string name)
    {
        if (fields.Integer(name) is not { } milliseconds)
            return null;
        return milliseconds >= 0 && milliseconds <= s_maxMilliseconds
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw fields.Invalid(name, milliseconds.ToString(CultureInfo.InvariantCulture), $"it must be milliseconds since 1970, from 0 to {s_maxMilliseconds}");
    }

    /// <summary>A status, by name or by its number in MLflow's protocol; null when it is not set.</summary>
    public static RunStatus? Status(MlflowFields fields)
    {
        const string name = "status";
        return fields.Text(name) is not { Length: > 0 } text ? null : RunStatuses.Find(text) ?? text switch
        {
            "1" => RunStatus.Running,
            "2" => RunStatus.Scheduled,
            "3" => RunStatus.Finished,
            "4" => RunStatus.Failed,
            "5" => RunStatus.Killed,
            _ => throw fields.Invalid(name, MlflowFields.Quote(text), "it must be RUNNING, SCHEDULED, FINISHED, FAILED or KILLED"),
        };
    }

    /// <summary>The text, which must be there and no longer than possible.</summary>
    public static string Limited(MlflowFields fields, string name, int maxLength) =>
        fields.Required(name) is var text && text.Length <= maxLength ? text : throw TooLong(fields.PlaceOf(name), maxLength);

    /// <summary>The text, no longer than possible; null when it is not set.</summary>
    public static string? LimitedOrNull(MlflowFields fields, string name, int maxLength) =>
        fields.Text(name) is var text && (text is null || text.Length <= maxLength) ? text : throw TooLong(fields.PlaceOf(name), maxLength);

    public static SakerException TooLong(string place, int maxLength) => new(ErrorKind.InvalidInput, $"'{place}' exceeds the maximum length of {maxLength} characters", place);

    /// <summary>Starts a list that is written only when something is in it.</summary>
    public static void WriteList<T>(Utf8JsonWriter writer, string name, IReadOnlyCollection<T> items, Action<Utf8JsonWriter, T> write)
    {
        if (items.Count == 0)
            return;
        writer.WriteStartArray(name);
        foreach (var item in items)
            write(writer, item);
        writer.WriteEndArray();
    }

    private static ExperimentId Experiment(string text) =>
        IsId(text, maxLength: 64) ? new ExperimentId(text) : throw new SakerException(ErrorKind.InvalidInput, $"Invalid experiment ID: '{text}'", "experiment_id");

    private static bool IsId(string text, int maxLength) =>
        text.Length <= maxLength && char.IsAsciiLetterOrDigit(text[0]) && text.All(c => char.IsLetterOrDigit(c) || c is '_' or '-');
}
