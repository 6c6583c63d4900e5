using System.Globalization;
using System.Text.Json.Serialization;
using Saker.Data;
using Saker.Learning.Scores;

namespace Saker.Learning.Selection.Comparing;

/// <summary>A candidate beside the champion on the same rows: the difference of a score, its interval, and whether it is real. Made by <see cref="ModelComparer"/>.</summary>
public sealed record ModelComparison
{
    /// <summary>The score's public name.</summary>
    public required string Score { get; init; }

    public required bool HigherIsBetter { get; init; }

    public required ComparisonTest Test { get; init; }

    public required int RowCount { get; init; }

    /// <summary>The candidate's score.</summary>
    public required double Candidate { get; init; }

    /// <summary>The champion's score.</summary>
    public required double Champion { get; init; }

    /// <summary>Of <see cref="Difference"/>.</summary>
    public required Interval Interval { get; init; }

    /// <summary>Two-sided: how often a difference at least so far from none would come about by chance; NaN where it cannot be told.</summary>
    public required double PValue { get; init; }

    /// <summary>Candidate minus champion, in the unit of the score.</summary>
    [JsonIgnore]
    public double Difference => Candidate - Champion;

    /// <summary>By how much the candidate is better; below 0 it is worse. For a loss the difference turned round.</summary>
    [JsonIgnore]
    public double Gain => HigherIsBetter ? Difference : -Difference;

    /// <summary>The interval of <see cref="Gain"/>.</summary>
    [JsonIgnore]
    public Interval GainInterval => HigherIsBetter ? Interval : new Interval(-Interval.High, -Interval.Low, Interval.Level);

    /// <summary>Whether the difference is real, at the level of the interval.</summary>
    [JsonIgnore]
    public bool IsReal => PValue < 1 - Interval.Level;

    /// <summary>The candidate is really better.</summary>
    [JsonIgnore]
    public bool IsBetter => IsReal && Gain > 0;

    /// <summary>The candidate is really worse.</summary>
    [JsonIgnore]
    public bool IsWorse => IsReal && Gain < 0;

    /// <summary>Whether the candidate is surely not worse than the champion by <paramref name="margin"/> or more (non-inferiority): the whole interval of the gain lies above -margin.</summary>
    /// <param name="margin">In the unit of the score, 0 or more; 0 asks for a candidate that is surely better.</param>
    public bool IsWithin(double margin) => GainInterval.Low > -margin;

    /// <summary>The outcome in a sentence.</summary>
    public string Describe()
    {
        var gain = GainInterval;
        var outcome = IsBetter ? "the candidate is better" : IsWorse ? "the candidate is worse" : "no real difference";
        return string.Create(CultureInfo.InvariantCulture,
            $"{Score} {Candidate:0.0000} against the champion's {Champion:0.0000} on the same {RowCount:N0} rows: {outcome} (gain {Gain:0.0000}, {gain.Level:0.##%} interval {gain.Low:0.0000} to {gain.High:0.0000}, p = {PValue:0.000}, {Name(Test)})");
    }

    public string ToJson() => SelectionJson.Write(this);

    /// <exception cref="SakerException">The text is not what <see cref="ToJson"/> writes.</exception>
    public static ModelComparison FromJson(string json) => SelectionJson.Read<ModelComparison>(json, "The comparison of models");

    private static string Name(ComparisonTest test) => test switch
    {
        ComparisonTest.DeLong => "DeLong's test",
        ComparisonTest.McNemar => "McNemar's test",
        _ => "paired bootstrap",
    };
}
