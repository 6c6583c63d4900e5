namespace Saker.Learning.Sequential;

/// <summary>
/// How much requests of one caller stand and fall together, where callers and not requests are dealt to arms. Callers are put into groups by their keys. Without harm, which of them are the candidate's is chance, and the variance of the
/// difference between the arms is that of sums over callers: the squares of the groups' deviations sum to it (random groups, Mahalanobis 1946; Wolter 2007), whoever sends how much. Over what it
/// would be were requests independent it is the design effect (Kish 1965), by which likelihood ratios are divided (Rao and Scott 1981).
/// </summary>
/// <remarks>
/// That is right as far as sums over callers are normal. A single caller that is much of the traffic makes them something else: so of what the one group that adds most to the difference of the arms adds, what is beyond three times what
/// groups add (the root of their mean square) is left out of the evidence, and nobody alone makes a candidate look bad. Of callers who are alike none adds so much. Looking at all times costs no more than with independent requests: what a caller did before
/// goes with what it does later, so the difference moves less between looks (Slepian 1962).
/// </remarks>
internal sealed class KeySpread
{
    // Of a hundred normal numbers the largest is about so many deviations off.
    private const double Usual = 3;

    private readonly double[] _apart;
    private readonly double[] _byControl;
    private readonly double[] _byCandidate;
    private readonly GroupSum[] _pendingControl;
    private readonly GroupSum[] _pendingCandidate;
    private double _independent;
    private bool _isPending;

    private KeySpread(int count)
    {
        (_apart, _byControl, _byCandidate) = (new double[count], new double[count], new double[count]);
        (_pendingControl, _pendingCandidate) = (new GroupSum[count], new GroupSum[count]);
    }

    /// <summary>How many requests stand and fall together, 1 or more.</summary>
    public double DesignEffect { get; private set; } = 1;

    /// <summary>Where it was left; null where callers are not told apart.</summary>
    public static KeySpread? Of(KeySpreadState? state)
    {
        if (state is null)
            return null;
        var spread = new KeySpread(state.Apart.Count);
        SequentialRules.RequireState("evidence by callers", spread.Fits(state));
        for (var group = 0; group < spread._apart.Length; group++)
            (spread._apart[group], spread._byControl[group], spread._byCandidate[group]) = (state.Apart[group], state.ByControl[group], state.ByCandidate[group]);
        for (var group = 0; group < state.PendingControl.Count; group++)
            (spread._pendingControl[group], spread._pendingCandidate[group]) = (state.PendingControl[group], state.PendingCandidate[group]);
        (spread._independent, spread._isPending) = (state.Independent, state.PendingControl.Count > 0);
        spread.Weigh();
        return spread;
    }

    /// <summary>Adds what the callers of both arms did, to a block that is not closed.</summary>
    /// <param name="spread">Null where nothing was known of callers before.</param>
    /// <param name="control">By group; empty where callers are not told apart.</param>
    /// <param name="candidate">As many.</param>
    /// <exception cref="ArgumentException">Both arms do not have as many groups as before.</exception>
    public static KeySpread? Gather(KeySpread? spread, ReadOnlySpan<GroupSum> control, ReadOnlySpan<GroupSum> candidate)
    {
        if (control.IsEmpty && candidate.IsEmpty)
            return spread;
        spread ??= new KeySpread(Math.Max(control.Length, candidate.Length));
        // An arm without requests has no groups.
        if ((control.Length != spread._apart.Length && !control.IsEmpty) || (candidate.Length != spread._apart.Length && !candidate.IsEmpty))
            throw new ArgumentException($"There are {spread._apart.Length} groups of callers; got {control.Length} and {candidate.Length}.", nameof(candidate));
        for (var group = 0; group < control.Length; group++)
            spread._pendingControl[group] += control[group];
        for (var group = 0; group < candidate.Length; group++)
            spread._pendingCandidate[group] += candidate[group];
        spread._isPending = true;
        return spread;
    }

    /// <summary>The block is closed.</summary>
    /// <param name="variance">Of a request's value in it; null of hits, where it follows from their share.</param>
    public void Take(double? variance = null)
    {
        if (!_isPending)
            return;
        var (control, candidate) = (SumOf(_pendingControl), SumOf(_pendingCandidate));
        if (control.Count > 0 && candidate.Count > 0)
            Take(control, candidate, variance);
        Array.Clear(_pendingControl);
        Array.Clear(_pendingCandidate);
        _isPending = false;
    }

    /// <summary>What one group adds to the sum of the candidate's values beyond what it would be in equal arms, as far as it is out of all proportion to what others add; 0 where none is.</summary>
    /// <param name="isHigher">Whether to more of it, else to less.</param>
    public double Influence(bool isHigher) => Math.Max(Excess(_byControl, isHigher), Excess(_byCandidate, isHigher));

    public KeySpreadState ToState() => new()
    {
        Apart = Array.ConvertAll(_apart, value => (float)value),
        ByControl = Array.ConvertAll(_byControl, value => (float)value),
        ByCandidate = Array.ConvertAll(_byCandidate, value => (float)value),
        Independent = _independent,
        PendingControl = _isPending ? [.. _pendingControl] : [],
        PendingCandidate = _isPending ? [.. _pendingCandidate] : [],
    };

    private void Take(GroupSum control, GroupSum candidate, double? variance)
    {
        double all = control.Count + candidate.Count;
        var mean = (control.Sum + candidate.Sum) / all;
        var (ofControl, ofCandidate) = (control.Count / all, candidate.Count / all);
        // Blocks of other shares of traffic tell more or less.
        var weight = Math.Sqrt(ofControl * ofCandidate);
        for (var group = 0; group < _apart.Length; group++)
        {
            var beyondInControl = _pendingControl[group].Sum - (mean * _pendingControl[group].Count);
            var beyondInCandidate = _pendingCandidate[group].Sum - (mean * _pendingCandidate[group].Count);
            _apart[group] += weight * (beyondInControl + beyondInCandidate);
            _byControl[group] -= ofCandidate * beyondInControl;
            _byCandidate[group] += ofControl * beyondInCandidate;
        }
        _independent += weight * weight * all * (variance ?? Math.Max(0, mean * (1 - mean)));
        Weigh();
    }

    private void Weigh()
    {
        var squares = 0.0;
        foreach (var apart in _apart)
            squares += apart * apart;
        // Groups deviate from a mean that they are part of.
        DesignEffect = _independent > 0 && _apart.Length > 1 ? Math.Max(1, squares / _independent * _apart.Length / (_apart.Length - 1)) : 1;
    }

    private bool Fits(KeySpreadState state) => state.ByControl.Count == _apart.Length && state.ByCandidate.Count == _apart.Length
        && state.PendingControl.Count == state.PendingCandidate.Count && (state.PendingControl.Count == 0 || state.PendingControl.Count == _apart.Length);

    private static double Excess(ReadOnlySpan<double> added, bool isHigher)
    {
        var (most, squares) = (0.0, 0.0);
        foreach (var value in added)
            (most, squares) = (Math.Max(most, isHigher ? value : -value), squares + (value * value));
        return Math.Max(0, most - (Usual * Math.Sqrt(squares / added.Length)));
    }

    private static GroupSum SumOf(ReadOnlySpan<GroupSum> groups)
    {
        var sum = default(GroupSum);
        foreach (var group in groups)
            sum += group;
        return sum;
    }
}
