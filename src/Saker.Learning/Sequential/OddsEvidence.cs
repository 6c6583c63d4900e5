using Saker.Learning.Scores;

namespace Saker.Learning.Sequential;

/// <summary>
/// Whether something happens more often to requests of the candidate than to those of the control: errors, refusals, fallbacks. In every block of concurrent requests, given how many each arm had
/// and how often it happened in all, the candidate's part is hypergeometric (Fisher 1935). The e-value of a block is its likelihood at a larger odds ratio over that at the tolerance;
/// blocks multiply, and odds ratios are averaged over a grid (the mixture of Robbins 1970), part of the stakes being dealt anew after each block, so that harm may also begin late.
/// </summary>
/// <remarks>
/// Exact for any number of requests and any rates, which may differ from block to block as they like: what strikes both arms is no evidence. It holds for every odds ratio within the tolerance, because
/// the likelihood ratio rises with the candidate's hits. Within a block, requests must be dealt to arms independently of what becomes of them; where callers are dealt, give what they did by groups of callers. The effect is the odds
/// ratio of Mantel and Haenszel (1959).
/// </remarks>
/// <example>
/// <code>
/// var errors = new OddsEvidence();
/// errors.Add(control: new HitCounts(1_900, 19), candidate: new HitCounts(100, 9));
/// if (errors.LogEvidence >= -Math.Log(0.05))
///     Console.WriteLine($"the candidate fails {errors.Effect:0.0} times as often");
/// </code>
/// </example>
public sealed class OddsEvidence : ISequentialEvidence
{
    // A doubling is found when blocks have told about ten; bets are dealt anew much more slowly.
    private const double ToldAtFirst = 50;

    private readonly OddsSettings _settings;
    private readonly OddsGrid _grid;
    private readonly double[] _normalisers;
    private readonly BlockGate _gate;
    private readonly Wealth? _higher;
    private readonly Wealth? _lower;
    private HitCounts _control;
    private HitCounts _candidate;
    private HitCounts _pendingControl;
    private HitCounts _pendingCandidate;
    private double _against;
    private double _for;
    private double _told;
    private KeySpread? _spread;

    /// <param name="settings">Null for the defaults.</param>
    /// <param name="state">What <see cref="ToState"/> gave, to go on from there; null to begin.</param>
    /// <exception cref="Data.SakerException">A setting is out of its range, or the state is not of these settings.</exception>
    public OddsEvidence(OddsSettings? settings = null, OddsState? state = null)
    {
        _settings = settings ?? OddsSettings.Default;
        _settings.Require();
        _grid = OddsGrid.Of(_settings.Tolerance);
        _gate = new BlockGate(_settings.MinArmCount, state?.Since ?? default);
        _normalisers = new double[_grid.LogOdds.Length];
        _higher = _settings.Harm == Harm.Lower ? null : new Wealth(_grid.LogHigher, state?.Higher);
        _lower = _settings.Harm == Harm.Higher ? null : new Wealth(_grid.LogLower, state?.Lower);
        if (state is null)
            return;
        SequentialRules.RequireState("evidence about odds", state.Normalisers.Count == _normalisers.Length);
        (_control, _candidate, _pendingControl, _pendingCandidate) = (state.Control, state.Candidate, state.PendingControl, state.PendingCandidate);
        (_against, _for, _told, _spread) = (state.Against, state.For, state.Told, KeySpread.Of(state.Spread));
        for (var i = 0; i < _normalisers.Length; i++)
            _normalisers[i] = state.Normalisers[i];
    }

    public double LogEvidence => _settings.Harm switch
    {
        Harm.Higher => LogHigher,
        Harm.Lower => LogLower,
        _ => LogSum.MeanOf(LogHigher, LogLower),
    };

    /// <summary>How many requests stand and fall together, 1 or more: what the settings say, times what callers were seen to do where they are told apart.</summary>
    public double DesignEffect => _settings.DesignEffect * (_spread?.DesignEffect ?? 1);

    // Bets on blocks do not know what later blocks tell of callers; where those are dealt to arms, all that is known is weighed by all that is known of them.
    private double LogHigher => _spread is { } spread ? LogMixed(_grid.LogHigher, OddsGrid.PointCount, _candidate.Hits - spread.Influence(isHigher: true)) : _higher!.Log;

    private double LogLower => _spread is { } spread ? LogMixed(_grid.LogLower, OddsGrid.PointCount + 1, _candidate.Hits + spread.Influence(isHigher: false)) : _lower!.Log;

    /// <summary>The candidate's odds over the control's, within blocks.</summary>
    public double Effect => _against + _for == 0 ? double.NaN : _against / _for;

    /// <summary>Adds a block: what both arms did in the same time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are more hits than requests, or fewer than none.</exception>
    public void Add(HitCounts control, HitCounts candidate) => Add(control, candidate, [], []);

    /// <summary>As the other, where callers and not requests were dealt to arms.</summary>
    /// <param name="control">All requests of the control.</param>
    /// <param name="candidate">All requests of the candidate.</param>
    /// <param name="controlByKey">The control's by group of callers, hits as values; as many groups at all times.</param>
    /// <param name="candidateByKey">The candidate's.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are more hits than requests, or fewer than none.</exception>
    /// <exception cref="ArgumentException">There are not as many groups as before.</exception>
    public void Add(HitCounts control, HitCounts candidate, ReadOnlySpan<GroupSum> controlByKey, ReadOnlySpan<GroupSum> candidateByKey)
    {
        control.Require(nameof(control));
        candidate.Require(nameof(candidate));
        _spread = KeySpread.Gather(_spread, controlByKey, candidateByKey);
        (_pendingControl, _pendingCandidate) = (_pendingControl + control, _pendingCandidate + candidate);
        if (!_gate.IsFull(_pendingControl.Count, _pendingCandidate.Count))
            return;
        _gate.Close(_pendingControl.Count, _pendingCandidate.Count);
        Take();
    }

    public void Settle()
    {
        _gate.Forget();
        Take();
    }

    /// <summary>Of the odds ratio; from 0 or to infinity where that end is beyond a factor of 28.</summary>
    /// <param name="level">Above 0 and below 1.</param>
    public Interval Interval(double level = Scores.Interval.DefaultLevel)
    {
        SequentialRules.RequireLevel(level);
        return OddsInterval.Of(_grid, _normalisers, _candidate.Hits, level, DesignEffect);
    }

    public OddsState ToState() => new()
    {
        Control = _control,
        Candidate = _candidate,
        PendingControl = _pendingControl,
        PendingCandidate = _pendingCandidate,
        Since = _gate.Since,
        Against = _against,
        For = _for,
        Normalisers = [.. _normalisers],
        Told = _told,
        Higher = _higher?.ToState(),
        Lower = _lower?.ToState(),
        Spread = _spread?.ToState(),
    };

    private void Take()
    {
        var (control, candidate) = (_pendingControl, _pendingCandidate);
        (_pendingControl, _pendingCandidate) = (default, default);
        _spread?.Take();
        if (Math.Min(control.Count, candidate.Count) == 0)
            return;
        (_control, _candidate) = (_control + control, _candidate + candidate);
        var hits = control.Hits + candidate.Hits;
        if (hits == 0)
            return;
        double both = control.Count + candidate.Count;
        _against += candidate.Hits * (control.Count - control.Hits) / both;
        _for += control.Hits * (candidate.Count - candidate.Hits) / both;
        Span<double> normalisers = stackalloc double[_normalisers.Length];
        normalisers.Clear();
        TiltedHypergeometric.AddLogNormalisers(candidate.Count, control.Count, hits, _grid.LogOdds, _grid.Odds, normalisers);
        for (var i = 0; i < normalisers.Length; i++)
            _normalisers[i] += normalisers[i];
        var told = (double)candidate.Count * control.Count * hits * (both - hits) / (both * both * Math.Max(1, both - 1)) / _settings.DesignEffect;
        _told += told;
        Bet(_higher, normalisers, candidate.Hits, OddsGrid.PointCount, told);
        Bet(_lower, normalisers, candidate.Hits, OddsGrid.PointCount + 1, told);
    }

    /// <summary>The likelihood ratios of all alternatives over all blocks, each to the power of one over the design effect (Rao and Scott 1981), averaged by what is put on them (Robbins 1970).</summary>
    private double LogMixed(double[] logStakes, int edge, double hits)
    {
        Span<double> logs = stackalloc double[OddsGrid.PointCount];
        for (var i = 0; i < logs.Length; i++)
            logs[i] = logStakes[i] + (((hits * (_grid.LogOdds[i] - _grid.LogOdds[edge])) - (_normalisers[i] - _normalisers[edge])) / DesignEffect);
        return LogSum.Of(logs);
    }

    /// <param name="wealth">In one direction.</param>
    /// <param name="normalisers">Of the block.</param>
    /// <param name="hits">Of the candidate in the block.</param>
    /// <param name="edge">Of the tolerance in that direction.</param>
    /// <param name="told">By the block.</param>
    private void Bet(Wealth? wealth, ReadOnlySpan<double> normalisers, long hits, int edge, double told)
    {
        if (wealth is null)
            return;
        Span<double> ratios = stackalloc double[OddsGrid.PointCount];
        for (var i = 0; i < ratios.Length; i++)
            ratios[i] = ((hits * (_grid.LogOdds[i] - _grid.LogOdds[edge])) - (normalisers[i] - normalisers[edge])) / _settings.DesignEffect;
        wealth.Bet(ratios, told / (_told + ToldAtFirst));
    }
}
