using Saker.Learning.Scores;

namespace Saker.Learning.Sequential;

/// <summary>
/// Whether a share is beyond a limit, of requests that each are a pair for themselves: rows on which a shadow disagrees with what was answered, or, of the rows on which just one of both failed, those on
/// which the candidate did (the test of McNemar 1947, with the limit t / (1 + t) for a tolerance of t times the odds).
/// </summary>
/// <remarks>A mixture of likelihood ratios over odds beyond the limit; exact as long as no request's chance is beyond the limit, whatever came before it. The effect is the share.</remarks>
public sealed class ShareEvidence : ISequentialEvidence
{
    private readonly ShareSettings _settings;
    private readonly OddsGrid _grid = OddsGrid.Of(1);
    private readonly double[] _logShares;
    private readonly double[] _logRests;

    /// <param name="settings">The limit.</param>
    /// <param name="counts">What <see cref="Counts"/> gave, to go on from there.</param>
    /// <exception cref="Data.SakerException">A setting is out of its range.</exception>
    public ShareEvidence(ShareSettings settings, HitCounts counts = default)
    {
        _settings = settings;
        _settings.Require();
        counts.Require(nameof(counts));
        var limit = Math.Log(settings.Limit / (1 - settings.Limit));
        _logShares = new double[OddsGrid.PointCount];
        _logRests = new double[OddsGrid.PointCount];
        for (var i = 0; i < _logShares.Length; i++)
        {
            var odds = Math.Exp(limit + _grid.LogOdds[i]);
            (_logShares[i], _logRests[i]) = (Math.Log(odds / (1 + odds) / settings.Limit), Math.Log(1 / (1 + odds) / (1 - settings.Limit)));
        }
        Counts = counts;
        Weigh();
    }

    /// <summary>All so far; all that it remembers.</summary>
    public HitCounts Counts { get; private set; }

    public double LogEvidence { get; private set; }

    public double Effect => Counts.Share;

    /// <exception cref="ArgumentOutOfRangeException">There are more hits than requests, or fewer than none.</exception>
    public void Add(HitCounts counts)
    {
        counts.Require(nameof(counts));
        Counts += counts;
        Weigh();
    }

    public void Settle()
    {
        // Nothing waits.
    }

    /// <summary>Of the share.</summary>
    /// <param name="level">Above 0 and below 1.</param>
    public Interval Interval(double level = Scores.Interval.DefaultLevel)
    {
        SequentialRules.RequireLevel(level);
        return BinomialSequence.SharesOf(Counts, level);
    }

    private void Weigh()
    {
        var stakes = _settings.Harm == Harm.Higher ? _grid.LogHigher : _grid.LogLower;
        Span<double> logs = stackalloc double[OddsGrid.PointCount];
        for (var i = 0; i < logs.Length; i++)
            logs[i] = stakes[i] + (Counts.Hits * _logShares[i]) + ((Counts.Count - Counts.Hits) * _logRests[i]);
        LogEvidence = LogSum.Of(logs);
    }
}
