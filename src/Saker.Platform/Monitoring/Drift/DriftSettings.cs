using Saker.Learning.Drift;

namespace Saker.Platform.Monitoring.Drift;

/// <summary>How an endpoint is watched for drift: traffic is cut into windows, and each closed window is compared with the reference, once.</summary>
public sealed record DriftSettings
{
    public bool Enabled { get; init; } = true;

    /// <summary>How often it is looked whether a window has closed, from 1 minute to 1 day.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a window lasts at least, from 1 minute to 31 days, in whole minutes.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How many rows a window has at least, from 20 to 100,000,000: with fewer it stays open.</summary>
    public int MinRows { get; init; } = 500;

    /// <summary>With so many rows a window closes before its time, from 20 to 1,000,000,000; null lets it last.</summary>
    public int? MaxRows { get; init; }

    public DriftReference Reference { get; init; } = new();

    /// <summary>How often a window without drift may be called one that has it, from 0.000001 (with <see cref="JointMethod.Mmd"/> 0.0003) to 0.5: over its columns and their quality together. Outputs, and columns looked at jointly, are comparisons of their own.</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>From which share of moved columns the traffic as a whole counts as drifted, 0 to 1; with 0 one column is enough.</summary>
    public double Share { get; init; }

    /// <summary>A column has only moved when at least this share of its rows lies elsewhere, 0 to 1.</summary>
    public double MinEffect { get; init; } = 0.02;

    /// <summary>How much the share of missing values, of new ones or of those out of range must change to count, 0 to 1.</summary>
    public double MinQualityEffect { get; init; } = 0.01;

    /// <summary>What measures number columns; null takes it by size.</summary>
    public DriftMeasure? NumberMeasure { get; init; }

    /// <summary>What measures categories and numbers of few values; null takes it by size.</summary>
    public DriftMeasure? CategoryMeasure { get; init; }

    /// <summary>Whether the model's outputs are compared as well.</summary>
    public bool Predictions { get; init; } = true;

    /// <summary>Whether missing, new and impossible values are looked for.</summary>
    public bool Quality { get; init; } = true;

    /// <summary>What is said of single columns, by name.</summary>
    public IReadOnlyDictionary<string, ColumnDriftSettings> Columns { get; init; } = new Dictionary<string, ColumnDriftSettings>();

    /// <summary>How all columns are looked at together, on samples of both sides.</summary>
    public JointMethod Joint { get; init; } = JointMethod.None;

    /// <summary>The most rows of each side for what needs rows, from 100 to 20,000.</summary>
    public int SampleRows { get; init; } = 2_000;

    /// <summary>
    /// Windows of at most so many rows are compared by the rows that the log has of them, where that tells smaller differences than profiles of all traffic do; measures by
    /// rank are always taken of at most so many. 0 for profiles alone; up to 100,000.
    /// </summary>
    public int ExactRows { get; init; } = 10_000;

    /// <summary>Detectors that follow the windows one after another, by name.</summary>
    public IReadOnlyDictionary<string, DetectorSettings> Detectors { get; init; } = new Dictionary<string, DetectorSettings>();

    /// <summary>How long reports are kept, from 1 day to 10 years.</summary>
    public TimeSpan Keep { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Whether the measure of numbers ranks rows, which profiles do not have.</summary>
    internal bool NeedsRows => NumberMeasure is DriftMeasure.AndersonDarling or DriftMeasure.CramerVonMises;

    public bool Equals(DriftSettings? other) => other is not null
        && (Enabled, Interval, Window, MinRows, MaxRows, Reference, Alpha, Share) == (other.Enabled, other.Interval, other.Window, other.MinRows, other.MaxRows, other.Reference, other.Alpha, other.Share)
        && (MinEffect, MinQualityEffect, NumberMeasure, CategoryMeasure) == (other.MinEffect, other.MinQualityEffect, other.NumberMeasure, other.CategoryMeasure)
        && (Predictions, Quality, Joint, SampleRows, ExactRows, Keep) == (other.Predictions, other.Quality, other.Joint, other.SampleRows, other.ExactRows, other.Keep)
        && NamedSettings.AreEqual(Columns, other.Columns) && NamedSettings.AreEqual(Detectors, other.Detectors);

    public override int GetHashCode() => HashCode.Combine(Enabled, Interval, Window, MinRows, Reference, Columns.Count, Detectors.Count);
}
