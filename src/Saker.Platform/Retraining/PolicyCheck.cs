using Saker.Data;
using Saker.Platform.Gates;
using Saker.Platform.Gates.Kinds;
using Saker.Platform.Pipelines;
using Saker.Platform.Pipelines.Policies;

namespace Saker.Platform.Retraining;

/// <summary>Whether a policy fits the pipeline that it is to run.</summary>
internal static class PolicyCheck
{
    public static IReadOnlyList<Problem> Check(RetrainingPolicy policy, Pipeline pipeline)
    {
        var problems = new List<Problem>();
        if (pipeline.Register is null)
            problems.Add(new Problem("pipeline", "registers no model, so nothing could be proposed; add 'register: {model: NAME}' to its file and train once."));
        if (policy.Promote == Promotion.Automatic && !AsksForBetter(pipeline.Gates))
            problems.Add(new Problem("promote", "is automatic, and no gate of the pipeline asks whether the model is better than the champion; add 'gates: {champion: {score: roc_auc, better: true}}' to its file and train once, or write 'promote: ask'."));
        if (PrivacySection.CheckRows(policy.Data, pipeline) is { } refusal)
            problems.Add(new Problem("data", refusal));
        return problems;
    }

    /// <summary>Whether one of the gates is passed only by what is really better than the champion.</summary>
    public static bool AsksForBetter(GateSuite? suite) => suite is not null && suite.Gates.Any(gate => gate is ChampionGate { IsBetter: true });
}
