using System.Globalization;
using System.Text.Json;
using Saker.Dashboard.Layout;
using Saker.Learning.Tuning;
using Saker.Learning.Tuning.Importance;
using Saker.Platform.Studies;

namespace Saker.Dashboard.Studies;

/// <summary>What the page of a study shows.</summary>
public sealed record StudyView(StoredStudy Study, IReadOnlyList<StoredTrial> Trials, ImportanceReport Importance)
{
    /// <summary>How many trials the page lists, the newest; the rest is told by their number.</summary>
    public const int MaxTrials = 500;

    /// <summary>Lines of parallel coordinates beyond which one sees nothing any more.</summary>
    public const int MaxLines = 1_000;

    /// <summary>Of more trials the picture of values has some left out, though none that was the best when it came.</summary>
    public const int MaxPoints = 1_500;

    /// <summary>The change of the study that this is as of.</summary>
    public long Change { get; init; }

    /// <summary>The change of the study that the importance is as of.</summary>
    public long Explained { get; init; }

    public StoredTrial? Best { get; } = StudyCatalogue.Best(Study, Trials);

    /// <summary>The newest first.</summary>
    public IReadOnlyList<StoredTrial> Listed => [.. Trials.Reverse().Take(MaxTrials)];

    public bool IsUnderWay => Trials.Any(trial => trial.Trial.State == TrialState.Running);

    /// <summary>Every how-manieth trial is in the picture of values.</summary>
    public int Each => (Trials.Count + MaxPoints - 1) / MaxPoints is > 1 and var each ? each : 1;

    public int Count(TrialState state) => Trials.Count(trial => trial.Trial.State == state);

    /// <summary>The values by trial with their states, and the best so far.</summary>
    public string TrialsJson() => Json(writer =>
    {
        var isMaximum = Study.Settings.Direction == Direction.Maximize;
        double? best = null;
        writer.WriteStartArray("trials");
        var each = Each;
        for (var i = 0; i < Trials.Count; i++)
        {
            var one = Trials[i];
            var value = one.Trial.Value is { } known && double.IsFinite(known) ? known : (double?)null;
            var isBest = one.Trial.State == TrialState.Complete && value is { } complete && (best is null || (isMaximum ? complete > best : complete < best));
            if (isBest)
                best = value;
            // The last one has where the best has come to.
            if (!isBest && i % each != 0 && i != Trials.Count - 1)
                continue;
            writer.WriteStartObject();
            writer.WriteNumber("number", one.Trial.Number);
            writer.WriteString("state", one.Trial.State.ToString().ToLowerInvariant());
            writer.WriteString("run", one.Run.Value);
            Write(writer, "value", value ?? (one.Trial.State == TrialState.Pruned ? LastReport(one) : null));
            Write(writer, "best", best);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    });

    /// <summary>Each complete trial as a line through its parameters and its value.</summary>
    public string LinesJson() => Json(writer =>
    {
        var complete = Trials.Where(trial => trial.Trial is { State: TrialState.Complete, Value: { } value } && double.IsFinite(value)).TakeLast(MaxLines).ToList();
        var names = Study.Settings.Space.Parameters.Select(parameter => parameter.Name).ToList();
        var texts = names.Where(name => complete.Any(trial => trial.Trial.Parameters.TryGetValue(name, out var tried) && tried is string or bool)).ToHashSet(StringComparer.Ordinal);
        writer.WriteStartArray("columns");
        foreach (var name in names)
        {
            writer.WriteStartObject();
            writer.WriteString("name", name);
            if (texts.Contains(name))
            {
                writer.WriteStartArray("values");
                foreach (var value in complete.Select(trial => trial.Trial.Parameters.GetValueOrDefault(name)).OfType<object>().Select(Text).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
                    writer.WriteStringValue(value);
                writer.WriteEndArray();
            }
            writer.WriteEndObject();
        }
        writer.WriteStartObject();
        writer.WriteString("name", StudyMetrics.Value);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteStartArray("rows");
        foreach (var one in complete)
        {
            writer.WriteStartObject();
            writer.WriteString("id", one.Run.Value);
            writer.WriteString("name", "trial " + one.Trial.Number.ToString(CultureInfo.InvariantCulture));
            writer.WriteStartArray("values");
            foreach (var name in names)
                WriteTried(writer, one.Trial.Parameters.GetValueOrDefault(name), texts.Contains(name));
            writer.WriteNumberValue(one.Trial.Value!.Value);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    });

    private static double? LastReport(StoredTrial trial) => trial.Trial.Reports is [.., var last] && double.IsFinite(last.Value) ? last.Value : null;

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static void WriteTried(Utf8JsonWriter writer, object? tried, bool isText)
    {
        if (tried is null)
            writer.WriteNullValue();
        else if (isText)
            writer.WriteStringValue(Text(tried));
        else
            writer.WriteNumberValue(Convert.ToDouble(tried, CultureInfo.InvariantCulture));
    }

    private static void Write(Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } number)
            writer.WriteNumber(name, number);
        else
            writer.WriteNull(name);
    }

    private static string Json(Action<Utf8JsonWriter> write) => JsonTexts.Write(writer =>
    {
        writer.WriteStartObject();
        write(writer);
        writer.WriteEndObject();
    });
}
