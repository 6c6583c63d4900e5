using Saker.Learning.Scores;

namespace Saker.Learning.Sequential;

/// <summary>
/// Whether a quantile of the candidate's latencies is higher than the control's by more than the tolerance. The threshold is the control's quantile over earlier blocks, so it is fixed before a block
/// is seen; the candidate's requests above threshold and tolerance are then held against the control's above the threshold, as <see cref="OddsEvidence"/>.
/// </summary>
/// <remarks>
/// Exact whenever the candidate's latencies, less the least difference that counts or divided by 1 + tolerance, are no larger than the control's, whatever their distribution and however it changes: any threshold is valid, a good one is quick. Until
/// the control has had enough requests for a threshold there is no evidence. The effect is the ratio of the arms' quantiles over the whole time. Its interval holds each arm's quantile, of which the
/// requests below are binomial, by a beta mixture (as Howard and Ramdas 2022 do); it takes the latencies of the time to be of one kind.
/// </remarks>
public sealed class QuantileEvidence : ISequentialEvidence
{
    // Above a threshold there must be some requests to know it by.
    private const double MinBeyond = 10;
    private const double MinRecent = 100;

    private readonly QuantileSettings _settings;
    private readonly OddsEvidence _exceedances;
    private readonly List<long> _control = [];
    private readonly List<long> _candidate = [];
    private readonly List<double> _recent = [];
    private int? _threshold;

    /// <param name="settings">Null for the defaults.</param>
    /// <param name="state">What <see cref="ToState"/> gave; null to begin.</param>
    /// <exception cref="Data.SakerException">A setting is out of its range, or the state is not of these settings.</exception>
    public QuantileEvidence(QuantileSettings? settings = null, QuantileState? state = null)
    {
        _settings = settings ?? new QuantileSettings();
        _settings.Require();
        _exceedances = new OddsEvidence(new OddsSettings { MinArmCount = _settings.MinArmCount, DesignEffect = _settings.DesignEffect }, state?.Exceedances);
        if (state is null)
            return;
        _control.AddRange(state.Control);
        _candidate.AddRange(state.Candidate);
        _recent.AddRange(state.Recent);
        _threshold = FindThreshold();
    }

    public double LogEvidence => _exceedances.LogEvidence;

    /// <summary>The candidate's quantile over the control's, of all requests.</summary>
    public double Effect => BucketQuantile.Of(_candidate, _settings.Quantile, _settings.BucketsPerDoubling) / BucketQuantile.Of(_control, _settings.Quantile, _settings.BucketsPerDoubling);

    /// <summary>The control's quantile, in the unit of the buckets; NaN without requests.</summary>
    public double ControlValue => BucketQuantile.Of(_control, _settings.Quantile, _settings.BucketsPerDoubling);

    /// <summary>The candidate's quantile, in the unit of the buckets; NaN without requests.</summary>
    public double CandidateValue => BucketQuantile.Of(_candidate, _settings.Quantile, _settings.BucketsPerDoubling);

    /// <summary>Adds a block: the histograms of both arms over the same time.</summary>
    /// <param name="control">Requests per bucket; buckets that follow have none.</param>
    /// <param name="candidate">The same of the candidate; it may be of another length.</param>
    public void Add(ReadOnlySpan<long> control, ReadOnlySpan<long> candidate) => Add(control, candidate, [], []);

    /// <summary>As the other, where callers and not requests were dealt to arms.</summary>
    /// <param name="control">Requests per bucket.</param>
    /// <param name="candidate">The same of the candidate.</param>
    /// <param name="controlByKey">By group of callers: how many of the control's requests exceeded a threshold near its quantile, any that was fixed before the block.</param>
    /// <param name="candidateByKey">The candidate's, by the same threshold.</param>
    public void Add(ReadOnlySpan<long> control, ReadOnlySpan<long> candidate, ReadOnlySpan<GroupSum> controlByKey, ReadOnlySpan<GroupSum> candidateByKey)
    {
        if (_threshold is { } threshold)
            _exceedances.Add(CountFrom(control, threshold), CountFrom(candidate, threshold + _settings.AllowanceAt(threshold)), controlByKey, candidateByKey);
        Gather(_control, control);
        Gather(_candidate, candidate);
        Remember(control);
        _threshold = FindThreshold();
    }

    public void Settle() => _exceedances.Settle();

    /// <summary>Of the ratio of both quantiles; to infinity while the candidate has too few requests, from 0 while the control has.</summary>
    /// <param name="level">Above 0 and below 1.</param>
    public Interval Interval(double level = Scores.Interval.DefaultLevel)
    {
        var (control, candidate) = IntervalsOfArms(level);
        return new Interval(candidate.Low == 0 ? 0 : candidate.Low / control.High, control.Low == 0 ? double.PositiveInfinity : candidate.High / control.Low, level);
    }

    /// <summary>As <see cref="Interval"/>, of the candidate's quantile less the control's, in the unit of the buckets.</summary>
    /// <param name="level">Above 0 and below 1.</param>
    public Interval ExcessInterval(double level = Scores.Interval.DefaultLevel)
    {
        var (control, candidate) = IntervalsOfArms(level);
        return new Interval(candidate.Low - control.High, candidate.High - control.Low, level);
    }

    private (Interval Control, Interval Candidate) IntervalsOfArms(double level)
    {
        SequentialRules.RequireLevel(level);
        var each = (1 + level) / 2;
        return (
            BucketQuantile.IntervalOf(_control, _settings.Quantile, _settings.BucketsPerDoubling, each, _exceedances.DesignEffect),
            BucketQuantile.IntervalOf(_candidate, _settings.Quantile, _settings.BucketsPerDoubling, each, _exceedances.DesignEffect));
    }

    public QuantileState ToState() => new() { Exceedances = _exceedances.ToState(), Control = [.. _control], Candidate = [.. _candidate], Recent = [.. _recent] };

    private static HitCounts CountFrom(ReadOnlySpan<long> counts, int bucket)
    {
        var (all, hits) = (0L, 0L);
        for (var i = 0; i < counts.Length; i++)
        {
            all += counts[i];
            if (i >= bucket)
                hits += counts[i];
        }
        return new HitCounts(all, hits);
    }

    private static void Gather(List<long> sums, ReadOnlySpan<long> counts)
    {
        var length = counts.Length;
        while (length > 0 && counts[length - 1] == 0)
            length--;
        while (sums.Count < length)
            sums.Add(0);
        for (var i = 0; i < length; i++)
            sums[i] += counts[i];
    }

    private void Remember(ReadOnlySpan<long> counts)
    {
        var all = 0L;
        foreach (var count in counts)
            all += count;
        var kept = Math.Exp(-all / _settings.LongMemory);
        while (_recent.Count < _control.Count)
            _recent.Add(0);
        for (var i = 0; i < _recent.Count; i++)
            _recent[i] = (_recent[i] * kept) + (i < counts.Length ? counts[i] : 0);
    }

    /// <summary>The first bucket from which on lies about the share of requests that exceeds the quantile; null while they are too few.</summary>
    private int? FindThreshold()
    {
        var all = 0.0;
        foreach (var count in _recent)
            all += count;
        var beyond = (1 - _settings.Quantile) * all;
        if (all < MinRecent || beyond < MinBeyond)
            return null;
        // The boundary whose share is nearest.
        var above = 0.0;
        for (var i = _recent.Count - 1; i >= 0; i--)
        {
            if (above + _recent[i] > beyond)
                return above + _recent[i] - beyond < beyond - above ? i : i + 1;
            above += _recent[i];
        }
        return null;
    }
}
