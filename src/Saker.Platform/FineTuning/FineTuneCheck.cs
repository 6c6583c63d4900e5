using Saker.Data;

namespace Saker.Platform.FineTuning;

/// <summary>Tells everything that is wrong with a request before anything is read or run.</summary>
internal static class FineTuneCheck
{
    /// <exception cref="SakerException">Settings are out of range or go against one another, or there is no such target; all problems are told.</exception>
    public static void Require(FineTuneRequest request, Table rows)
    {
        var problems = new ProblemList(20);
        Demand(rows.Find(request.Target) is not null, "target", $"there is no column '{request.Target}'; the columns are: {string.Join(", ", rows.Schema.Select(own => own.Name))}.");
        Demand(request.NewHead is null or (>= 1 and <= 100_000), "newHead", "is 1 to 100000 classes.");
        Demand(request.AdapterRank is null or (>= 1 and <= 1_024), "adapterRank", "is 1 to 1024.");
        Demand(request.BatchSize is >= 1 and <= 4_096, "batchSize", "is 1 to 4096 rows.");
        Demand(request.Phases.Count <= 20, "phases", "are 20 at most.");
        Demand(request.MaxLoss is null or (>= 0 and <= 1), "maxLoss", "is from 0 to 1.");
        Demand(request.MaxLoss is null || request.NewHead is null, "maxLoss", "compares with the version's score, and a new head answers another question: say minScore.");
        Demand(request.MinScore is null or (>= -1 and <= 1), "minScore", "is from -1 to 1.");
        for (var i = 0; i < request.Phases.Count; i++)
            Check(request.Phases[i], $"phases[{i}]");
        problems.ThrowIfAny("The model cannot be fine-tuned so:");

        void Check(FineTunePhase phase, string field)
        {
            Demand(phase.LayerCount is null or >= 1, field, "the layers are 1 or more.");
            Demand(phase.LayerCount is null || request.AdapterRank is null, field, "adapters learn at all layers that are not frozen; leave out the layers, or the adapters.");
            Demand(phase.EpochCount is >= 1 and <= 1_000, field, "the epochs are 1 to 1000.");
            Demand(phase.Rate is > 0 and <= 1, field, "the rate is above 0 and at most 1.");
            Demand(phase.RateDecay is > 0 and <= 1, field, "the decay is above 0 and at most 1.");
        }

        void Demand(bool holds, string field, string otherwise)
        {
            if (!holds)
                problems.Add(null, field, otherwise);
        }
    }
}
