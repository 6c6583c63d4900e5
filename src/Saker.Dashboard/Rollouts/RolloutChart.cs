using System.Globalization;
using System.Text.Json;
using Saker.Dashboard.Layout;
using Saker.Platform.Rollouts;
using Saker.Platform.Rollouts.Evidence;

namespace Saker.Dashboard.Rollouts;

/// <summary>How evidence and shares came to be what they are, as the script draws it: a part for each picture, and the moments of decisions for all.</summary>
internal static class RolloutChart
{
    /// <summary>The live event that goes on with the pictures.</summary>
    public const string Feed = "rollout-charts";

    /// <summary>The shares of the arms.</summary>
    public const string Shares = "shares";

    /// <summary>What the arms yield.</summary>
    public const string Yields = "yields";

    private const int MaxMarks = 40;
    private const double PerDecade = 2.302585092994046;

    /// <summary>The part of a guard and a candidate.</summary>
    public static string PartOf(GuardVerdict verdict) => string.Create(CultureInfo.InvariantCulture, $"guard {verdict.Guard} {verdict.Arm}");

    /// <summary>The part of the advantage of a candidate over the control.</summary>
    public static string AdvantageOf(int arm) => string.Create(CultureInfo.InvariantCulture, $"advantage {arm}");

    /// <summary>Whether there is anything of a guard to draw: of what never happened there is not.</summary>
    public static bool CanDraw(RolloutLook look, GuardVerdict verdict) => look.TrailOf(verdict).Any(one => one.Point.Effect is not null || one.Point.LogEvidence != 0);

    /// <summary>The message with all parts, or with one.</summary>
    public static string Write(RolloutLook look, string? only = null) => JsonTexts.Write(to =>
    {
        to.WriteStartObject();
        to.WriteStartObject("parts");
        foreach (var (name, write) in PartsOf(look).Where(part => only is null || part.Name == only))
        {
            to.WritePropertyName(name);
            write(to);
        }
        to.WriteEndObject();
        WriteMarks(to, look);
        to.WriteEndObject();
    });

    private static IEnumerable<(string Name, Action<Utf8JsonWriter> Write)> PartsOf(RolloutLook look)
    {
        foreach (var verdict in look.Evidence.Verdicts)
            yield return (PartOf(verdict), to => WriteGuard(to, GuardTexts.Effect(verdict.Unit), verdict.None, verdict.Tolerances, verdict.Threshold, look.TrailOf(verdict)));
        foreach (var arm in look.Rollout.Candidates.Where(_ => look.Evidence.Rewards.Count > 0))
            yield return (AdvantageOf(arm.Number), to => WriteGuard(to, $"{look.Rollout.Settings.Metric}, more than the control", 0, [], null, look.RewardTrailOf(arm.Number)));
        if (look.Evidence.Rewards.Count > 0)
            yield return (Yields, to => WriteLines(to, look, arm => look.YieldTrailOf(arm.Number).Select(one => (one.At, one.Point.Effect))));
        yield return (Shares, to => WriteLines(to, look, arm => SharesOf(look, arm)));
    }

    private static IEnumerable<(DateTimeOffset At, double? Value)> SharesOf(RolloutLook look, RolloutArm arm)
    {
        foreach (var moment in look.Shares)
            if (arm.Number < moment.Weights.Count)
                yield return (moment.At, moment.Weights[arm.Number] / 100.0);
        if (look.Shares.Count > 0 && arm.Number < look.Shares[^1].Weights.Count)
            yield return (look.Rollout.EndedAt ?? look.At, look.Shares[^1].Weights[arm.Number] / 100.0);
    }

    private static void WriteGuard(Utf8JsonWriter to, string unit, double none, IReadOnlyList<double> bounds, double? threshold, IEnumerable<(DateTimeOffset At, GuardPoint Point)> trail)
    {
        to.WriteStartObject();
        to.WriteString("unit", unit);
        to.WriteNumber("none", none);
        to.WriteStartArray("bounds");
        foreach (var bound in bounds)
            WriteNumber(to, bound);
        to.WriteEndArray();
        to.WritePropertyName("threshold");
        WriteNumber(to, threshold is { } value ? Math.Log10(value) : null);
        to.WriteStartArray("points");
        foreach (var (at, point) in trail)
        {
            to.WriteStartArray();
            to.WriteNumberValue(at.ToUnixTimeMilliseconds());
            WriteNumber(to, point.Effect);
            WriteNumber(to, point.Low);
            WriteNumber(to, point.High);
            WriteNumber(to, point.LogEvidence / PerDecade);
            to.WriteNumberValue(point.CandidateCount);
            to.WriteEndArray();
        }
        to.WriteEndArray();
        to.WriteEndObject();
    }

    private static void WriteLines(Utf8JsonWriter to, RolloutLook look, Func<RolloutArm, IEnumerable<(DateTimeOffset At, double? Value)>> valuesOf)
    {
        to.WriteStartArray();
        foreach (var arm in look.Rollout.Arms)
        {
            to.WriteStartObject();
            to.WriteString("name", $"{arm.Name}, {arm.Reference}");
            to.WriteStartArray("points");
            foreach (var (at, value) in valuesOf(arm))
            {
                to.WriteStartArray();
                to.WriteNumberValue(at.ToUnixTimeMilliseconds());
                WriteNumber(to, value);
                to.WriteEndArray();
            }
            to.WriteEndArray();
            to.WriteEndObject();
        }
        to.WriteEndArray();
    }

    // A bandit's new shares are in the picture of shares.
    private static void WriteMarks(Utf8JsonWriter to, RolloutLook look)
    {
        to.WriteStartArray("marks");
        foreach (var decision in look.Decisions.Where(one => one.Kind != RolloutDecisionKind.Reweigh).TakeLast(MaxMarks))
        {
            to.WriteStartArray();
            to.WriteNumberValue(decision.At.ToUnixTimeMilliseconds());
            to.WriteStringValue(RolloutTexts.Decision(decision));
            to.WriteEndArray();
        }
        to.WriteEndArray();
    }

    // Five digits are more than anybody sees.
    private static void WriteNumber(Utf8JsonWriter to, double? value)
    {
        if (value is not { } known || !double.IsFinite(known))
            to.WriteNullValue();
        else
            to.WriteRawValue(known.ToString("G5", CultureInfo.InvariantCulture));
    }
}
