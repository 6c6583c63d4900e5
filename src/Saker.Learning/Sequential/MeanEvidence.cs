using Saker.Learning.Scores;
using Saker.Learning.Scores.Intervals;

namespace Saker.Learning.Sequential;

/// <summary>
/// Whether the candidate's mean differs from the control's: outcomes, losses, business metrics, of which only counts, means and squares are known. The difference is taken within blocks, which are
/// weighed by what they tell; its e-value is the normal mixture of Robbins (1970), its interval the asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (2024).
/// </summary>
/// <remarks>
/// Values that are all 0 or 1 are recognised, and have an interval that holds for rare hits too; their evidence is better gathered by <see cref="OddsEvidence"/>, which is exact. Otherwise
/// it holds as far as sums of so many values are normal and their variances are known, so nothing is said before <see cref="MeanSettings.MinSample"/>. Of values with extreme tails (a few buyers bring
/// most of the revenue) cap them first. Where each arm has one value throughout, as predictions that are always right beside ones that never are, values vary as those of both arms together do. The effect is the difference of means, candidate less control.
/// </remarks>
public sealed class MeanEvidence : ISequentialEvidence
{
    // So many values of both arms stand beside an arm's own until it has many: few values without a hit, or without the one that is very large, vary too little just when their mean is off.
    private const double Lent = 300;

    private readonly MeanSettings _settings;
    private readonly BlockGate _gate;
    private Moments _control;
    private Moments _candidate;
    private Moments _pendingControl;
    private Moments _pendingCandidate;
    private BlockSquares _controlWithin;
    private BlockSquares _candidateWithin;
    private bool _isBinary = true;
    private double _weight;
    private double _difference;
    private double? _level = 0;
    private double _controlSpread;
    private double _candidateSpread;
    private KeySpread? _spread;
    private double _presumedEffect = 1;

    /// <param name="settings">Null for the defaults.</param>
    /// <param name="state">What <see cref="ToState"/> gave; null to begin.</param>
    /// <exception cref="Data.SakerException">A setting is out of its range.</exception>
    public MeanEvidence(MeanSettings? settings = null, MeanState? state = null)
    {
        _settings = settings ?? MeanSettings.Default;
        _settings.Require();
        _gate = new BlockGate(_settings.MinArmCount, state?.Since ?? default);
        if (state is null)
            return;
        (_control, _candidate, _pendingControl, _pendingCandidate) = (state.Control, state.Candidate, state.PendingControl, state.PendingCandidate);
        (_controlWithin, _candidateWithin, _isBinary) = (state.ControlWithin, state.CandidateWithin, state.IsBinary);
        (_weight, _difference, _controlSpread, _candidateSpread) = (state.Weight, state.Difference, state.ControlSpread, state.CandidateSpread);
        _level = state.Level ?? (state.Weight > 0 ? null : 0);
        _spread = KeySpread.Of(state.Spread);
        Weigh();
    }

    public double LogEvidence { get; private set; }

    public double Effect => _weight > 0 ? _difference / _weight : double.NaN;

    /// <summary>Of the control's values in blocks that were taken.</summary>
    public Moments Control => _control;

    /// <summary>Of the candidate's values in blocks that were taken.</summary>
    public Moments Candidate => _candidate;

    /// <summary>The control's mean as the effect takes it: block by block, weighed alike for both arms, so that it is one of the same times as the candidate's; NaN while no block was taken.</summary>
    public double ComparedControl => _weight > 0 && _level is { } level ? level / _weight : double.NaN;

    /// <summary>The candidate's, likewise: it exceeds the control's by <see cref="Effect"/>.</summary>
    public double ComparedCandidate => ComparedControl + Effect;

    private bool IsKnown => Math.Min(_control.Count, _candidate.Count) >= _settings.MinSample && Variance > 0;

    /// <summary>Of the effect.</summary>
    private double Variance => DesignEffect * ((VarianceOf(_controlWithin) * _controlSpread) + (VarianceOf(_candidateWithin) * _candidateSpread)) / (_weight * _weight);

    /// <summary>How many requests stand and fall together, 1 or more: what the settings say, times what callers were seen to do where they are told apart.</summary>
    public double DesignEffect => _settings.DesignEffect * _presumedEffect * (_spread?.DesignEffect ?? 1);

    private double Deviation => Math.Sqrt(VarianceOf(_controlWithin));

    // Information that the mixture presumes of an effect: one over the square of the size that is expected.
    private double Presumed => 1 / (_settings.ExpectedEffect * _settings.ExpectedEffect * Deviation * Deviation);

    /// <summary>Adds a block: what both arms had in the same time.</summary>
    public void Add(Moments control, Moments candidate) => Add(control, candidate, [], []);

    /// <summary>As the other, where callers and not requests were dealt to arms.</summary>
    /// <param name="control">All values of the control.</param>
    /// <param name="candidate">All values of the candidate.</param>
    /// <param name="controlByKey">The control's by group of callers; as many groups at all times.</param>
    /// <param name="candidateByKey">The candidate's.</param>
    /// <exception cref="ArgumentException">There are not as many groups as before.</exception>
    public void Add(Moments control, Moments candidate, ReadOnlySpan<GroupSum> controlByKey, ReadOnlySpan<GroupSum> candidateByKey)
    {
        _spread = KeySpread.Gather(_spread, controlByKey, candidateByKey);
        (_pendingControl, _pendingCandidate) = (_pendingControl.Add(control), _pendingCandidate.Add(candidate));
        if (!_gate.IsFull(_pendingControl.Count, _pendingCandidate.Count))
            return;
        _gate.Close(_pendingControl.Count, _pendingCandidate.Count);
        Take();
    }

    /// <summary>Weighs all evidence anew as that of so many times fewer values, where what is known of how values stand and fall together has changed.</summary>
    /// <param name="designEffect">1 or more; it is not part of the state.</param>
    public void Presume(double designEffect)
    {
        _presumedEffect = Math.Max(1, designEffect);
        Weigh();
    }

    public void Settle()
    {
        _gate.Forget();
        Take();
    }

    /// <summary>Of the difference of means; unknown while there are too few values or they do not vary.</summary>
    /// <param name="level">Above 0 and below 1.</param>
    public Interval Interval(double level = Scores.Interval.DefaultLevel)
    {
        SequentialRules.RequireLevel(level);
        if (_isBinary && Math.Min(_control.Count, _candidate.Count) >= _settings.MinSample)
            return SharesInterval(level);
        if (!IsKnown)
            return Scores.Interval.Unknown with { Level = level };
        var reach = NormalMixture.Reach(1 / Variance, Presumed, 1 - level);
        return new Interval(Effect - reach, Effect + reach, level);
    }

    public MeanState ToState() => new()
    {
        Control = _control,
        Candidate = _candidate,
        PendingControl = _pendingControl,
        PendingCandidate = _pendingCandidate,
        Since = _gate.Since,
        ControlWithin = _controlWithin,
        CandidateWithin = _candidateWithin,
        IsBinary = _isBinary,
        Weight = _weight,
        Difference = _difference,
        Level = _level,
        ControlSpread = _controlSpread,
        CandidateSpread = _candidateSpread,
        Spread = _spread?.ToState(),
    };

    /// <summary>The most that one group of callers adds to the sum of the candidate's values.</summary>
    internal double Influence(bool isHigher) => _spread?.Influence(isHigher) ?? 0;

    private void Take()
    {
        var (control, candidate) = (_pendingControl, _pendingCandidate);
        (_pendingControl, _pendingCandidate) = (default, default);
        var both = control.Add(candidate);
        _spread?.Take(both.Count == 0 ? 0 : both.Squares / both.Count);
        if (Math.Min(control.Count, candidate.Count) == 0)
            return;
        _isBinary &= control.IsBinary && candidate.IsBinary;
        (_control, _candidate) = (_control.Add(control), _candidate.Add(candidate));
        (_controlWithin, _candidateWithin) = (_controlWithin.With(control), _candidateWithin.With(candidate));
        var weight = (double)control.Count * candidate.Count / (control.Count + candidate.Count);
        _weight += weight;
        _difference += weight * (candidate.Mean - control.Mean);
        _level += weight * control.Mean;
        _controlSpread += weight * weight / control.Count;
        _candidateSpread += weight * weight / candidate.Count;
        Weigh();
    }

    /// <summary>
    /// Of hits, whose variance follows from their share: Wilson's intervals (1927) with the quantile of the mixture, joined as Newcombe (1998) does, around the difference within blocks. Where hits
    /// are few this holds where an estimated variance does not.
    /// </summary>
    private Interval SharesInterval(double level)
    {
        var quantile = NormalMixture.Reach(_weight / DesignEffect, 1 / (_settings.ExpectedEffect * _settings.ExpectedEffect), 1 - level) * Math.Sqrt(_weight);
        var (control, candidate) = (Proportion.WilsonAt(_control.Mean * _control.Count, _control.Count, quantile), Proportion.WilsonAt(_candidate.Mean * _candidate.Count, _candidate.Count, quantile));
        // What weighing blocks loses against arms as a whole; nothing as long as shares of traffic stay.
        var controlLoss = Math.Max(1, _controlSpread * _control.Count / (_weight * _weight));
        var candidateLoss = Math.Max(1, _candidateSpread * _candidate.Count / (_weight * _weight));
        return new Interval(
            Math.Max(-1, Effect - Length(_candidate.Mean - candidate.Low, control.High - _control.Mean, candidateLoss, controlLoss)),
            Math.Min(1, Effect + Length(candidate.High - _candidate.Mean, _control.Mean - control.Low, candidateLoss, controlLoss)),
            level);
    }

    private static double Length(double first, double second, double firstLoss, double secondLoss) => Math.Sqrt((first * first * firstLoss) + (second * second * secondLoss));

    private double VarianceOf(BlockSquares own)
    {
        var both = (_controlWithin.Squares + _candidateWithin.Squares) / (_controlWithin.Freedom + _candidateWithin.Freedom);
        // Each arm has one value throughout: what varies is which arm a request fell to, and around the mean of all values it varies by as much as there is to find.
        if (both == 0)
            return _control.Add(_candidate).Variance;
        var lent = (own.Squares + (Lent * both)) / (own.Freedom + Lent);
        return own.Freedom > 0 ? Math.Max(own.Squares / own.Freedom, lent) : lent;
    }

    private void Weigh()
    {
        if (!IsKnown)
            return;
        var tolerance = _settings.Tolerance * (_settings.IsToleranceInDeviations ? Deviation : 1);
        // Without the callers that add most in the direction in question.
        var (higher, lower) = ((_difference - Influence(isHigher: true)) / _weight, (_difference + Influence(isHigher: false)) / _weight);
        LogEvidence = NormalMixture.LogEvidence(higher, lower, tolerance, 1 / Variance, Presumed, _settings.Harm);
    }
}
