namespace Saker.Learning.Sequential;

/// <summary>How <see cref="OddsEvidence"/> grows, from one large block that comes out as is expected.</summary>
internal sealed class OddsGrowth : EvidenceGrowth
{
    // Large enough that its size does not matter, in hits of the rarer kind.
    private const double HitsOfBlock = 2_000;

    private readonly OddsGrid _grid;
    private readonly double[] _stakes;
    private readonly double[] _growth;
    private readonly int _edge;
    private readonly double _strays;

    public OddsGrowth(double controlRate, double candidateRate, double candidateShare, OddsSettings settings)
    {
        _grid = OddsGrid.Of(settings.Tolerance);
        var isMore = settings.Harm == Harm.Higher || (settings.Harm == Harm.Either && candidateRate >= controlRate);
        _stakes = Array.ConvertAll(isMore ? _grid.LogHigher : _grid.LogLower, stake => settings.Harm == Harm.Either ? stake - Math.Log(2) : stake);
        _edge = isMore ? OddsGrid.PointCount : OddsGrid.PointCount + 1;
        var rate = (candidateRate * candidateShare) + (controlRate * (1 - candidateShare));
        var size = HitsOfBlock / Math.Min(candidateShare, 1 - candidateShare) / Math.Min(rate, 1 - rate);
        var (candidates, controls) = (Math.Round(size * candidateShare), Math.Round(size * (1 - candidateShare)));
        var hits = (long)Math.Round(rate * (candidates + controls));
        var normalisers = new double[_grid.LogOdds.Length];
        TiltedHypergeometric.AddLogNormalisers((long)candidates, (long)controls, hits, _grid.LogOdds, _grid.Odds, normalisers);
        _growth = new double[normalisers.Length];
        for (var i = 0; i < _growth.Length; i++)
            _growth[i] = (candidateRate * _grid.LogOdds[i]) - (normalisers[i] / candidates);
        // Of the candidate's hits, given the margins, per request of the candidate.
        var more = (1 - candidateShare) / candidateShare;
        _strays = 1 / ((1 / candidateRate) + (1 / (1 - candidateRate)) + (1 / (more * controlRate)) + (1 / (more * (1 - controlRate))));
    }

    protected override double LogEvidenceAfter(double requests)
    {
        Span<double> logs = stackalloc double[OddsGrid.PointCount];
        for (var i = 0; i < logs.Length; i++)
            logs[i] = _stakes[i] + (requests * (_growth[i] - _growth[_edge]));
        return LogSum.Of(logs);
    }

    protected override double ShapeAfter(double requests)
    {
        var best = 0;
        for (var i = 1; i < _stakes.Length; i++)
            if (_stakes[i] + (requests * _growth[i]) > _stakes[best] + (requests * _growth[best]))
                best = i;
        var way = requests * (_growth[best] - _growth[_edge]);
        var slope = _grid.LogOdds[best] - _grid.LogOdds[_edge];
        return way * way / (slope * slope * _strays);
    }
}
