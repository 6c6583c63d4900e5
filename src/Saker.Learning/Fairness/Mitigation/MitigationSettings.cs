using Saker.Data;

namespace Saker.Learning.Fairness.Mitigation;

/// <summary>Reads <c>mitigate: {method: reweighing, protected: sex}</c>; also <c>constraint</c>, <c>slack</c>, <c>iterations</c>, <c>min_group</c> and <c>curve</c>.</summary>
public static class MitigationSettings
{
    private const string Reweighing = "reweighing";

    /// <returns>The plan; null when it has no method or attribute, which is reported.</returns>
    public static MitigationPlan? Read(Settings settings)
    {
        var method = settings.Text("method");
        var constraint = settings.Choice("constraint", "demographic_parity", "demographic_parity", "equal_opportunity", "equalized_odds");
        var attributes = FairnessSettings.ReadProtected(settings, "protected");
        if (attributes.Count != 1)
            settings.Report("protected", "name one attribute whose groups are made even; for several together, 'protected: {columns: [sex, race]}'.");
        MitigationMethod? found = method switch
        {
            Reweighing => MitigationMethod.Reweighing,
            "thresholds" => MitigationMethod.Thresholds,
            "exponentiated_gradient" => MitigationMethod.ExponentiatedGradient,
            _ => null,
        };
        if (found is null && method.Length > 0)
            settings.Report("method", $"'{method}' is not known; use one of: reweighing, thresholds, exponentiated_gradient.");
        if (method == Reweighing && constraint != "demographic_parity")
            settings.Report("constraint", "reweighing makes label and group independent, which is demographic parity; use thresholds or exponentiated_gradient for other constraints.");
        foreach (var key in ((string[])["slack", "iterations"]).Where(key => method == Reweighing && settings.Has(key)))
            settings.Report(key, "reweighing has no such setting.");
        var slack = settings.Number("slack", MitigationPlan.DefaultSlack, 0.001, 0.5);
        var iterations = settings.Integer("iterations", MitigationPlan.DefaultIterations, 2, 500);
        var minGroup = settings.Integer("min_group", FairnessPlan.DefaultMinGroupSize, 1, 1_000_000);
        var curve = settings.Flag("curve", true);
        settings.RejectUnknown();
        return found is not { } known || attributes.Count != 1 ? null : new MitigationPlan
        {
            Method = known,
            Attribute = attributes[0],
            Constraint = constraint switch
            {
                "equal_opportunity" => FairnessConstraint.EqualOpportunity,
                "equalized_odds" => FairnessConstraint.EqualizedOdds,
                _ => FairnessConstraint.DemographicParity,
            },
            Slack = slack,
            Iterations = iterations,
            MinGroupSize = minGroup,
            Curve = curve,
        };
    }
}
