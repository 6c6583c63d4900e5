namespace Saker.Learning.Sequential;

/// <summary>
/// Wealth that is bet, block by block, on alternatives whose likelihood ratios are e-values, so that it is one itself (Shafer 2021). Part of it is dealt anew after every block, part of that kept out of all
/// bets (the fixed share of Herbster and Warmuth 1998, with a rate that falls with time): so a candidate that does harm only after a long time is found almost as soon as one that does from the beginning, while
/// bets on harm that is not there lose little.
/// </summary>
internal sealed class Wealth
{
    // Of what is dealt anew.
    private const double KeptOut = 0.5;

    private readonly double[] _dealt;
    private readonly double[] _held;

    /// <param name="logStakes">What is put on each alternative at first; exponentials add up to 1.</param>
    /// <param name="state">What <see cref="ToState"/> gave; null to begin.</param>
    public Wealth(ReadOnlySpan<double> logStakes, WealthState? state)
    {
        (_dealt, _held) = (new double[logStakes.Length + 1], new double[logStakes.Length + 1]);
        for (var i = 0; i < logStakes.Length; i++)
        {
            _held[i] = Math.Exp(logStakes[i]);
            _dealt[i] = (1 - KeptOut) * _held[i];
        }
        _dealt[^1] = KeptOut;
        if (state is null)
            return;
        SequentialRules.RequireState("evidence", state.Held.Count == _held.Length);
        Log = state.Log;
        for (var i = 0; i < _held.Length; i++)
            _held[i] = state.Held[i];
    }

    /// <summary>The logarithm of all wealth; 0 at first.</summary>
    public double Log { get; private set; }

    /// <summary>Settles the bets on a block.</summary>
    /// <param name="logRatios">Of each alternative's likelihood to that of no harm.</param>
    /// <param name="dealt">The part of all wealth that is dealt anew afterwards, 0 to 1.</param>
    public void Bet(ReadOnlySpan<double> logRatios, double dealt)
    {
        // Relative to the best of those that hold anything, for a large block may multiply beyond all numbers, or to nothing.
        var top = _held[^1] > 0 ? 0 : double.NegativeInfinity;
        for (var i = 0; i < logRatios.Length; i++)
            if (_held[i] > 0)
                top = Math.Max(top, logRatios[i]);
        var sum = 0.0;
        for (var i = 0; i < _held.Length; i++)
            // Nothing stays nothing, also times infinity; what is kept out neither gains nor loses.
            if (_held[i] > 0)
                sum += _held[i] *= Math.Exp((i < logRatios.Length ? logRatios[i] : 0) - top);
        Log += Math.Log(sum) + top;
        for (var i = 0; i < _held.Length; i++)
            _held[i] = ((1 - dealt) * _held[i] / sum) + (dealt * _dealt[i]);
    }

    public WealthState ToState() => new() { Log = Log, Held = [.. _held] };
}
