using Saker.Data;

namespace Saker.Learning.Drift;

/// <summary>How two sides are compared. The defaults need no thought.</summary>
public sealed record DriftOptions
{
    /// <summary>The least <see cref="Alpha"/> with <see cref="JointMethod.Mmd"/>: p-values that come from dealing rows take the longer the smaller they are.</summary>
    public const double MinMmdAlpha = 0.0003;

    /// <summary>How often a comparison of two sides without drift may call one, above 0 and at most 0.5, from <see cref="MinMmdAlpha"/> where that applies: over all columns and kinds of drift together.</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>A column has only drifted when at least this share of its rows lies elsewhere, 0 to 1, so that a million rows do not make a thousandth a drift.</summary>
    public double MinEffect { get; init; } = 0.02;

    /// <summary>How much the share of missing values, of new ones or of those out of range must change to count, 0 to 1.</summary>
    public double MinQualityEffect { get; init; } = 0.01;

    /// <summary>What measures number columns; null takes it by size, see <see cref="SmallCount"/>.</summary>
    public DriftMeasure? NumberMeasure { get; init; }

    /// <summary>What measures categories and numbers of few values; null takes it by size.</summary>
    public DriftMeasure? CategoryMeasure { get; init; }

    /// <summary>From where a distance is large; null takes the measure's own (0.2 for psi, 0.1 for the others). Tests are large below <see cref="Alpha"/>.</summary>
    public double? Threshold { get; init; }

    /// <summary>References of at most so many values are measured by a test (Kolmogorov-Smirnov, chi-squared), larger ones by a distance (Wasserstein, Jensen-Shannon).</summary>
    public int SmallCount { get; init; } = 1_000;

    /// <summary>Numbers of at most so many different values are compared as categories.</summary>
    public int FewValues { get; init; } = 5;

    /// <summary>The most categories that are told apart, 2 to 10,000; the rest count as one.</summary>
    public int MaxCategories { get; init; } = 100;

    /// <summary>Bins of numbers for psi, Jensen-Shannon and the like, 2 to 1,000.</summary>
    public int MaxBins { get; init; } = 10;

    /// <summary>The columns that are compared; null takes all.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Columns that are left out.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>How all columns together are compared; only rows can be, not profiles.</summary>
    public JointMethod Joint { get; init; } = JointMethod.Mmd;

    /// <summary>Rows of a side that the comparison of all columns together takes at most, chosen by <see cref="Seed"/>; 100 to 20,000.</summary>
    public int MaxJointRows { get; init; } = 5_000;

    /// <summary>Whether missing, new and impossible values are looked for too.</summary>
    public bool Quality { get; init; } = true;

    /// <summary>Whether whole numbers, real ones and truth values are one type, as a model's tensors have them: that one comes as another is no change of the data then.</summary>
    public bool IsOneNumberType { get; init; }

    /// <summary>Decides every choice by chance.</summary>
    public long Seed { get; init; } = 7;

    /// <summary>Threads that take part.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <exception cref="SakerException">An option is out of its range; all are named.</exception>
    internal void Validate()
    {
        var problems = new List<Problem>();
        Require(Alpha is > 0 and <= 0.5, nameof(Alpha), Alpha, "above 0 and at most 0.5");
        Require(Joint != JointMethod.Mmd || Alpha is not > 0 || Alpha >= MinMmdAlpha, nameof(Alpha), Alpha, FormattableString.Invariant($"{MinMmdAlpha} or more, or compare all columns together in another way than by mmd, whose p-values come from dealing rows"));
        Require(MinEffect is >= 0 and <= 1, nameof(MinEffect), MinEffect, "0 to 1");
        Require(MinQualityEffect is >= 0 and <= 1, nameof(MinQualityEffect), MinQualityEffect, "0 to 1");
        Require(Threshold is null or >= 0, nameof(Threshold), Threshold ?? 0, "0 or more");
        Require(SmallCount >= 0, nameof(SmallCount), SmallCount, "0 or more");
        Require(FewValues >= 0, nameof(FewValues), FewValues, "0 or more");
        Require(MaxCategories is >= 2 and <= 10_000, nameof(MaxCategories), MaxCategories, "2 to 10000");
        Require(MaxBins is >= 2 and <= 1_000, nameof(MaxBins), MaxBins, "2 to 1000");
        Require(MaxJointRows is >= 100 and <= 20_000, nameof(MaxJointRows), MaxJointRows, "100 to 20000");
        Require(Threads >= 1, nameof(Threads), Threads, "1 or more");
        RequireMeasure(CategoryMeasure is not (DriftMeasure.KolmogorovSmirnov or DriftMeasure.Wasserstein or DriftMeasure.AndersonDarling or DriftMeasure.CramerVonMises), nameof(CategoryMeasure), CategoryMeasure, "orders values, which categories have not; use chi_squared, two_shares, psi, jensen_shannon, kullback_leibler, hellinger or total_variation");
        RequireMeasure(NumberMeasure is not DriftMeasure.TwoShares, nameof(NumberMeasure), NumberMeasure, "compares two values; numbers of many values need another measure");
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The options of the comparison are not right:", problems);

        void Require(bool holds, string name, double value, string right)
        {
            if (!holds)
                problems.Add(new Problem(name, FormattableString.Invariant($"{value} is not possible; use {right}.")));
        }

        void RequireMeasure(bool holds, string name, DriftMeasure? measure, string why)
        {
            if (!holds)
                problems.Add(new Problem(name, $"{measure} {why}."));
        }
    }
}
