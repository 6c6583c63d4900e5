namespace Saker.Learning.Fairness.Mitigation;

/// <summary>Measures what strengths of a mitigation give on the test rows.</summary>
internal sealed class PriceTable
{
    private readonly MitigationContext _context;
    private readonly FairnessPlan _plan;
    private readonly List<PricePoint> _points = [];

    public PriceTable(MitigationContext context)
    {
        _context = context;
        _plan = new FairnessPlan { Protected = [context.Plan.Attribute], Favourable = context.Favourable, Intersections = Intersections.None, MinGroupSize = context.Plan.MinGroupSize };
    }

    /// <param name="setting">The strength; null for none.</param>
    /// <param name="said">1 or 0 a test row.</param>
    /// <param name="isTaken">Whether this is served.</param>
    public void Add(double? setting, float[] said, bool isTaken = false)
    {
        var report = FairnessAudit.OfPredictions(_plan, _context.TestRows, _context.TestTarget, said, _context.Labels);
        var all = Outcomes.Count(_context.TestTarget, said, new int[said.Length], 1)[0];
        _points.Add(new PricePoint
        {
            Setting = setting,
            IsTaken = isTaken,
            Accuracy = new ShareIntervals(_plan.Level).Rate(all.Correct),
            BalancedAccuracy = (all.TruePositiveRate.Value + 1 - all.FalsePositiveRate.Value) / 2,
            Measures = report.Attributes[0].Together.Measures,
        });
    }

    public FairnessPrice Build() => new()
    {
        Method = _context.Plan.Method,
        Attribute = _context.Plan.Attribute.Name,
        Constraint = _context.Plan.Constraint,
        Measure = _context.Plan.Measure,
        // A strength grows and a slack shrinks towards the strongest.
        Points = [.. _points.OrderBy(point => point.Setting is not null).ThenBy(point => _context.Plan.Method == MitigationMethod.Reweighing ? point.Setting : -point.Setting)],
    };
}
