using Saker.Learning.Scores;

namespace Saker.Learning.Sequential;

/// <summary>
/// Whether the candidate's scores are shifted against the control's, from histograms. Given a block's values, which of them are the candidate's is a draw without replacement if there is no shift: level by
/// level, from the lowest up, the candidate's part is hypergeometric. The e-value of a block is the likelihood of a shift over that at the tolerance; blocks multiply, and shifts are averaged over a grid, as in <see cref="OddsEvidence"/>.
/// </summary>
/// <remarks>
/// Without a tolerance exact for any distribution of scores, with or without ties, however it changes from block to block. A tolerance of t standard deviations means the control's distribution
/// tilted by e^(t * value), a shift by t if it is normal; the distribution of the first values stands for that of all. The effect is the difference of means in standard deviations of the control, with an
/// asymptotic confidence sequence (<see cref="MeanEvidence"/>). A change of shape that leaves the mean is not looked for.
/// </remarks>
public sealed class ShiftEvidence : ISequentialEvidence
{
    // A shift by a tenth of a deviation is found after about as many requests; bets are dealt anew much more slowly.
    private const double ToldAtFirst = 10_000;

    private readonly ShiftSettings _settings;
    private readonly long[] _learned;
    private readonly Wealth? _higher;
    private readonly Wealth? _lower;
    private readonly MeanEvidence _means;
    private readonly BlockGate _gate;
    private ShiftLevels? _levels;
    private long[] _pendingControl = [];
    private long[] _pendingCandidate = [];
    private double _told;
    private readonly double[] _likelihoods = new double[ShiftLevels.TiltCount];
    private bool _isKeyed;

    /// <param name="settings">The bins.</param>
    /// <param name="state">What <see cref="ToState"/> gave; null to begin.</param>
    /// <exception cref="Data.SakerException">A setting is out of its range, or the state is not of these settings.</exception>
    public ShiftEvidence(ShiftSettings settings, ShiftState? state = null)
    {
        _settings = settings;
        _settings.Require();
        _gate = new BlockGate(settings.MinArmCount, state?.Since ?? default);
        _learned = new long[settings.Centres.Count];
        _means = new MeanEvidence(new MeanSettings { MinArmCount = 2, DesignEffect = settings.DesignEffect }, state?.Means);
        _higher = settings.Harm == Harm.Lower ? null : new Wealth(ShiftLevels.LogStakes, state?.Higher);
        _lower = settings.Harm == Harm.Higher ? null : new Wealth(ShiftLevels.LogStakes, state?.Lower);
        if (state is null)
        {
            if (settings.Known is { } known)
                Learn([.. known], new long[known.Count]);
            return;
        }
        SequentialRules.RequireState("evidence about a shift", state.Learned.Count == _learned.Length);
        for (var i = 0; i < _learned.Length; i++)
            _learned[i] = state.Learned[i];
        (_told, _isKeyed) = (state.Told, state.Means.Spread is not null);
        state.Likelihoods.Take(ShiftLevels.TiltCount).ToArray().CopyTo(_likelihoods, 0);
        if (!state.IsLearned)
            return;
        _levels = ShiftLevels.Of(_learned, settings.Centres, settings.Tolerance);
        SequentialRules.RequireState("evidence about a shift", state.PendingControl.Count == _levels.Count && state.PendingCandidate.Count == _levels.Count);
        (_pendingControl, _pendingCandidate) = ([.. state.PendingControl], [.. state.PendingCandidate]);
    }

    public double LogEvidence => _settings.Harm switch
    {
        Harm.Higher => LogIn(up: true),
        Harm.Lower => LogIn(up: false),
        _ => LogSum.MeanOf(LogIn(up: true), LogIn(up: false)),
    };

    public double Effect => _means.Effect / Deviation;

    /// <summary>The control's mean over the same times as the candidate's, as <see cref="MeanEvidence.ComparedControl"/>; of values that are as exact as the bins.</summary>
    public double ControlMean => _means.ComparedControl;

    /// <summary>The candidate's, likewise.</summary>
    public double CandidateMean => _means.ComparedCandidate;

    private double Deviation => Math.Sqrt(_means.Control.Variance);

    /// <summary>Adds a block: the histograms of both arms over the same time.</summary>
    /// <param name="control">Values per bin, one for each centre.</param>
    /// <param name="candidate">The same of the candidate.</param>
    /// <exception cref="ArgumentException">There is not one count per bin.</exception>
    public void Add(ReadOnlySpan<long> control, ReadOnlySpan<long> candidate) => Add(control, candidate, [], []);

    /// <summary>As the other, where callers and not requests were dealt to arms.</summary>
    /// <param name="control">Values per bin.</param>
    /// <param name="candidate">The same of the candidate.</param>
    /// <param name="controlByKey">The control's values by group of callers; as many groups at all times.</param>
    /// <param name="candidateByKey">The candidate's.</param>
    /// <exception cref="ArgumentException">There is not one count per bin, or there are not as many groups as before.</exception>
    public void Add(ReadOnlySpan<long> control, ReadOnlySpan<long> candidate, ReadOnlySpan<GroupSum> controlByKey, ReadOnlySpan<GroupSum> candidateByKey)
    {
        if (control.Length != _learned.Length || candidate.Length != _learned.Length)
            throw new ArgumentException($"Each histogram has {_learned.Length} bins; got {control.Length} and {candidate.Length}.", nameof(candidate));
        _means.Add(MomentsOf(control), MomentsOf(candidate), controlByKey, candidateByKey);
        _isKeyed |= !controlByKey.IsEmpty || !candidateByKey.IsEmpty;
        if (_levels is null)
            Learn(control, candidate);
        else
            Gather(_levels, control, candidate);
    }

    public void Settle()
    {
        _means.Settle();
        _gate.Forget();
        if (_levels is { } levels)
            Take(levels);
    }

    /// <summary>Of the difference of means in standard deviations of the control; unknown while there are too few values or they do not vary.</summary>
    /// <param name="level">Above 0 and below 1.</param>
    public Interval Interval(double level = Scores.Interval.DefaultLevel)
    {
        var interval = _means.Interval(level);
        return interval.IsKnown && Deviation > 0 ? new Interval(interval.Low / Deviation, interval.High / Deviation, level) : Scores.Interval.Unknown with { Level = level };
    }

    public ShiftState ToState() => new()
    {
        Learned = [.. _learned],
        IsLearned = _levels is not null,
        PendingControl = [.. _pendingControl],
        PendingCandidate = [.. _pendingCandidate],
        Since = _gate.Since,
        Told = _told,
        Likelihoods = _isKeyed ? [.. _likelihoods] : [],
        Higher = _higher?.ToState(),
        Lower = _lower?.ToState(),
        Means = _means.ToState(),
    };

    private void Learn(ReadOnlySpan<long> control, ReadOnlySpan<long> candidate)
    {
        var all = 0L;
        for (var bin = 0; bin < _learned.Length; bin++)
            all += _learned[bin] += control[bin] + candidate[bin];
        if (all < _settings.WarmUp)
            return;
        _levels = ShiftLevels.Of(_learned, _settings.Centres, _settings.Tolerance);
        (_pendingControl, _pendingCandidate) = (new long[_levels.Count], new long[_levels.Count]);
    }

    private void Gather(ShiftLevels levels, ReadOnlySpan<long> control, ReadOnlySpan<long> candidate)
    {
        for (var bin = 0; bin < control.Length; bin++)
        {
            _pendingControl[levels.LevelOf(bin)] += control[bin];
            _pendingCandidate[levels.LevelOf(bin)] += candidate[bin];
        }
        var (all, own) = (ShiftLevels.Sum(_pendingControl), ShiftLevels.Sum(_pendingCandidate));
        if (!_gate.IsFull(all, own))
            return;
        _gate.Close(all, own);
        Take(levels);
    }

    private void Take(ShiftLevels levels)
    {
        var (control, candidate) = (ShiftLevels.Sum(_pendingControl), ShiftLevels.Sum(_pendingCandidate));
        if (Math.Min(control, candidate) > 0)
        {
            Span<double> likelihoods = stackalloc double[ShiftLevels.TiltCount];
            likelihoods.Clear();
            levels.AddLikelihoods(_pendingControl, _pendingCandidate, likelihoods);
            for (var tilt = 0; tilt < likelihoods.Length; tilt++)
                _likelihoods[tilt] += likelihoods[tilt];
            var told = (double)control * candidate / (control + candidate) / _settings.DesignEffect;
            _told += told;
            Bet(_higher, likelihoods, up: true, told);
            Bet(_lower, likelihoods, up: false, told);
        }
        Array.Clear(_pendingControl);
        Array.Clear(_pendingCandidate);
    }

    // As with odds: where callers are dealt to arms, all blocks together are weighed by all that is known of callers, without those that add most.
    private double LogIn(bool up)
    {
        if (!_isKeyed)
            return up ? _higher!.Log : _lower!.Log;
        Span<double> ratios = stackalloc double[ShiftLevels.ExcessCount];
        ShiftLevels.Compare(_likelihoods, up, ratios);
        var influence = Deviation > 0 ? _means.Influence(up) / Deviation : 0;
        for (var i = 0; i < ratios.Length; i++)
            ratios[i] = ShiftLevels.LogStakes[i] + ((ratios[i] - (influence * ShiftLevels.ExcessOf(i))) / _means.DesignEffect);
        return LogSum.Of(ratios);
    }

    private Moments MomentsOf(ReadOnlySpan<long> counts)
    {
        var (count, sum) = (0L, 0.0);
        for (var bin = 0; bin < counts.Length; bin++)
            (count, sum) = (count + counts[bin], sum + (counts[bin] * _settings.Centres[bin]));
        if (count == 0)
            return default;
        var (mean, squares) = (sum / count, 0.0);
        for (var bin = 0; bin < counts.Length; bin++)
            squares += counts[bin] * (_settings.Centres[bin] - mean) * (_settings.Centres[bin] - mean);
        return new Moments(count, mean, squares);
    }

    private void Bet(Wealth? wealth, ReadOnlySpan<double> likelihoods, bool up, double told)
    {
        if (wealth is null)
            return;
        Span<double> ratios = stackalloc double[ShiftLevels.ExcessCount];
        ShiftLevels.Compare(likelihoods, up, ratios);
        foreach (ref var ratio in ratios)
            ratio /= _settings.DesignEffect;
        wealth.Bet(ratios, told / (_told + ToldAtFirst));
    }
}
