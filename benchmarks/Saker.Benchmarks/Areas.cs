using Saker.Benchmarks.Dashboard;
using Saker.Benchmarks.Data;
using Saker.Benchmarks.Judgement;
using Saker.Benchmarks.Neural;
using Saker.Benchmarks.Rollouts;
using Saker.Benchmarks.Serving;
using Saker.Benchmarks.Tracking;
using Saker.Benchmarks.Training;
using Saker.Benchmarks.Watching;

namespace Saker.Benchmarks;

/// <summary>What can be measured. A further part of an area is one line here.</summary>
internal static class Areas
{
    public static IReadOnlyList<IArea> All { get; } =
    [
        new TrainingArea(new PipelineTraining()),
        new ServingArea(),
        new TrackingArea(),
        new PartedArea("data", "Data: profile and 30 checks beside DuckDB's SUMMARIZE and pandas, proposed suites on real sets, detectors, private answers",
            [new SummaryPart(), new PandasPart(), new ProposalsPart(), new PrivacyPart()]),
        new PartedArea("judgement", "Judgement: what is said of a model is true, and said in time",
            [new TuningPart(), new TuningRealPart(), new ShapPart(), new IntervalsPart(), new SlicesPart(), new LeakagePart(), new FairnessPart()]),
        new PartedArea("watching", "Watching: what is said of traffic is true, and costs next to nothing",
            [new CostPart(), new WindowMemoryPart(), new StatisticsPart(), new SpeedPart(), new CalibrationPart(), new DetectorsPart(), new EstimationPart(), new AlertsPart(), new KillPart()]),
        new PartedArea("rollouts", "Rollouts: harm is found soon, and what does no harm is let through",
            [new AaPart(), new KeyedPart(), new PowerPart(), new ConclusionPart(), new SplitPart(), new ShadowPart(), new LivePart(), new ReplicasPart()]),
        new PartedArea("dashboard", "Dashboard: every page can be read within a second, follows within two, and costs the server little",
            [new PagesPart(), new UpdatesPart(), new WatchersPart()]),
        new PartedArea("neural", "Neural: the same models trained beside PyTorch, sessions opened, and pictures told rightly", [new StepsPart(), new OpeningPart(), new AccuracyPart()]),
    ];
}
