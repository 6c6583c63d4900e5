using Saker.Data.Checks;
using Saker.Data.Sources;
using Saker.Learning.Behaviour;
using Saker.Learning.Fairness;
using Saker.Learning.Fairness.Mitigation;
using Saker.Learning.Models;
using Saker.Learning.Preparation;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Calibrating;
using Saker.Learning.Trainers;
using Saker.Platform.Gates;
using Saker.Platform.Monitoring.Settings;
using Saker.Platform.Pipelines.Policies;
using Saker.Platform.Rollouts;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Pipelines;

/// <summary>
/// From data to a registered model, declared: by a pipeline file (<see cref="PipelineFile"/>) or in code. The same
/// declaration gives the same model, byte for byte.
/// </summary>
public sealed record Pipeline
{
    private readonly SplitSettings? _split;
    private readonly SelectSettings? _select;

    /// <summary>Names the pipeline, its experiment and its dataset.</summary>
    public required string Name { get; init; }

    public required DataSource Source { get; init; }

    /// <summary>What must hold of the data before anything is stored or trained.</summary>
    public CheckSuite Checks { get; init; } = CheckSuite.Empty;

    /// <summary>What becomes of columns about people before rows are stored and learned from; null leaves all as they are.</summary>
    public PrivacySettings? Privacy { get; init; }

    public required TargetSettings Target { get; init; }

    /// <summary>Unless it is said, <see cref="SplitSettings.For"/> the target's task.</summary>
    public SplitSettings Split { get => _split ?? SplitSettings.For(Target.Task); init => _split = value; }

    /// <summary>How the data is screened for leaks before anything is trained.</summary>
    public LeakageSettings Leakage { get; init; } = new();

    /// <summary>The steps from raw columns to features, in order.</summary>
    public PreparationPlan Preparation { get; init; } = PreparationPlan.Default;

    /// <summary>The trainers that are compared on the same folds; on equal scores the earlier one is taken.</summary>
    public required IReadOnlyList<Trainer> Candidates { get; init; }

    /// <summary>Which candidates' settings are searched before they compete, at most once each.</summary>
    public IReadOnlyList<CandidateTuning> Tuning { get; init; } = [];

    /// <summary>Unless it is said, <see cref="SelectSettings.For"/> the target's task.</summary>
    public SelectSettings Select { get => _select ?? SelectSettings.For(Target.Task); init => _select = value; }

    /// <summary>How the probability from which a row is labelled positive is chosen, on out-of-fold predictions.</summary>
    public ThresholdPolicy Threshold { get; init; } = ThresholdPolicy.Default;

    /// <summary>What the model must pass on the test part to be registered; null to register whatever it is.</summary>
    public GateSuite? Gates { get; init; }

    /// <summary>Why the model is registered although it did not pass its gates, in the words of an admin; null unless somebody overrides.</summary>
    public string? OverrideGates { get; init; }

    /// <summary>What people say of the model on its card.</summary>
    public CardNotes Card { get; init; } = CardNotes.None;

    /// <summary>How groups of people are to fare on the test part; null to look at none.</summary>
    public FairnessPlan? Fairness { get; init; }

    /// <summary>What is done against unevenness between groups; null for nothing.</summary>
    public MitigationPlan? Mitigation { get; init; }

    /// <summary>How the model is to behave; null for no tests.</summary>
    public BehaviourSuite? Behaviour { get; init; }

    /// <summary>How probabilities are made to mean what they say, on out-of-fold predictions; null leaves them as the trainer gives them.</summary>
    public CalibrationMethod? Calibration { get; init; }

    /// <summary>What is measured of the final model beyond its scores.</summary>
    public EvaluationPlan Evaluation { get; init; } = new();

    /// <summary>Where the model is registered; null to train and evaluate only.</summary>
    public RegisterSettings? Register { get; init; }

    /// <summary>The endpoint that serves the registered version; null to deploy nothing.</summary>
    public string? Endpoint { get; init; }

    /// <summary>How the endpoint serves from the deployment on; null leaves its settings as they are.</summary>
    public EndpointSettings? EndpointSettings { get; init; }

    /// <summary>How the endpoint is watched from the deployment on; null leaves that as it is.</summary>
    public MonitorSettings? Monitor { get; init; }

    /// <summary>How versions come to the endpoint from now on, this one too where another serves; null leaves that as it is.</summary>
    public RolloutSettings? Rollout { get; init; }

    /// <summary>When the endpoint's model is trained again by itself from the deployment on; null leaves that as it is.</summary>
    public RetrainingPolicy? Retrain { get; init; }

    /// <summary>What it was read from; null for one that was declared in code, whose versions are not trained again by themselves.</summary>
    public PipelineText? Declared { get; init; }

    /// <summary>Where its parts stand, of one that was read from a file.</summary>
    internal PipelineLines? Lines { get; init; }
}
