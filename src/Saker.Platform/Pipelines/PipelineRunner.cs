using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Selection;
using Saker.Platform.Artifacts;
using Saker.Platform.Datasets;
using Saker.Platform.Experiments;
using Saker.Platform.Gates;
using Saker.Platform.Monitoring.Settings;
using Saker.Platform.Pipelines.Policies;
using Saker.Platform.Registry;
using Saker.Platform.Rollouts;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Statistics;
using Saker.Platform.Storage;
using Saker.Platform.Studies;
using Saker.Platform.Telemetry;

namespace Saker.Platform.Pipelines;

/// <summary>
/// Runs pipelines: checks the data, stores it, compares candidates, evaluates the best on rows that nobody has looked at,
/// proves that the graph gives what training gave, registers and deploys. Thread-safe; runs may overlap.
/// </summary>
public sealed class PipelineRunner(IExperimentStore experiments, IRunStore runs, StudyCatalogue studies, IDatasetStore datasets, IRegistryStore registry, IEndpointStore endpoints, RolloutDesk rollouts, IMonitorStore monitors, IRetrainingPolicyStore policies, IArtifactStore artifacts, GateCandidates candidates, SakerHome home, StorageKeys keys, HomeOptions options, TimeProvider time)
{
    /// <summary>Runs a pipeline to its end.</summary>
    /// <param name="pipeline">What to do.</param>
    /// <param name="progress">Told what happens, in order; null when nobody watches.</param>
    /// <param name="cancellationToken">Stops the run; it is then marked as killed and nothing is registered.</param>
    /// <exception cref="SakerException">The data failed its checks, the pipeline does not fit the data, or a step failed.</exception>
    public Task<PipelineResult> RunAsync(Pipeline pipeline, IProgress<PipelineEvent>? progress, CancellationToken cancellationToken) => RunAsync(pipeline, by: null, progress, cancellationToken);

    /// <summary>As the other, for somebody: they are who registers, deploys and asks for protected aliases.</summary>
    /// <param name="pipeline">What to do.</param>
    /// <param name="by">Who started it; null for the user of this process.</param>
    /// <param name="progress">Told what happens, in order; null when nobody watches.</param>
    /// <param name="cancellationToken">Stops the run; it is then marked as killed and nothing is registered.</param>
    /// <exception cref="SakerException">The data failed its checks, the pipeline does not fit the data, or a step failed.</exception>
    public Task<PipelineResult> RunAsync(Pipeline pipeline, Actor? by, IProgress<PipelineEvent>? progress, CancellationToken cancellationToken) => RunAsync(pipeline, by, occasion: null, progress, cancellationToken);

    /// <inheritdoc cref="RunAsync(Pipeline, Actor, IProgress{PipelineEvent}, CancellationToken)"/>
    /// <param name="pipeline">What to do.</param>
    /// <param name="by">Who started it; null for the user of this process.</param>
    /// <param name="occasion">Why it runs; null where somebody just runs it.</param>
    /// <param name="progress">Told what happens, in order; null when nobody watches.</param>
    /// <param name="cancellationToken">Stops the run; it is then marked as killed and nothing is registered.</param>
    internal async Task<PipelineResult> RunAsync(Pipeline pipeline, Actor? by, PipelineOccasion? occasion, IProgress<PipelineEvent>? progress, CancellationToken cancellationToken)
    {
        PipelineNames.Require(pipeline);
        await GateStage.RequireAskedAsync(pipeline, by, registry, cancellationToken);
        return await RecordAsync(pipeline, progress, recorder => RunAsync(pipeline, by, occasion, recorder, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Searches for the settings of the candidates that are tuned, and stops there: nothing is compared, evaluated or registered. A
    /// run of the pipeline takes over what was found.
    /// </summary>
    /// <param name="pipeline">What to do.</param>
    /// <param name="progress">Told what happens, in order; null when nobody watches.</param>
    /// <param name="cancellationToken">Stops the search; what it found so far is kept, and the next one goes on from there.</param>
    /// <exception cref="SakerException">No candidate is tuned, the data failed its checks, or no trial is complete.</exception>
    public Task<TuningResult> TuneAsync(Pipeline pipeline, IProgress<PipelineEvent>? progress, CancellationToken cancellationToken)
    {
        if (pipeline.Tuning.Count == 0)
            throw new SakerException(ErrorKind.InvalidInput, "No candidate of the pipeline is tuned: give one 'tune: {trials: 50}' and a setting as a range, such as 'learning_rate: {from: 0.01, to: 0.3, log: true}'.", "candidates");
        PipelineNames.Require(pipeline);
        return RecordAsync(pipeline, progress, async recorder =>
        {
            await LogSettingsAsync(pipeline, recorder, cancellationToken);
            var data = await DataStage.RunAsync(pipeline, datasets, runs, recorder, time, cancellationToken);
            var (split, train, _) = await SplitStage.RunAsync(pipeline, data, recorder);
            await LeakageStage.RunAsync(pipeline, data, split, artifacts, recorder, cancellationToken);
            return new TuningResult(recorder.Run.Id, await TuneAsync(pipeline, data, train, recorder, cancellationToken));
        }, cancellationToken);
    }

    private async Task<T> RecordAsync<T>(Pipeline pipeline, IProgress<PipelineEvent>? progress, Func<RunRecorder, Task<T>> work, CancellationToken cancellationToken)
    {
        var experiment = await experiments.GetOrCreateAsync(pipeline.Name, cancellationToken);
        var run = await experiments.StartRunAsync(experiment.Id, pipeline.Name, null, cancellationToken);
        var recorder = new RunRecorder(experiments, run, time, progress);
        using var span = SakerTrace.Source.StartActivity($"pipeline {pipeline.Name}");
        span?.SetTag("saker.run.id", run.Id.Value);
        recorder.Tell(new RunStarted(run.Id));
        try
        {
            var result = await work(recorder);
            // All is done and durable; a cancellation that comes now changes nothing of it.
            await recorder.EndAsync(run, RunStatus.Finished, CancellationToken.None);
            return result;
        }
        catch (Exception failure)
        {
            span.Fail(failure, RequestOutcomes.Of(failure).Word());
            await recorder.FailAsync(failure);
            throw;
        }
    }

    private Task<IReadOnlyList<TunedCandidate>> TuneAsync(Pipeline pipeline, CheckedData data, TrainingPart train, RunRecorder recorder, CancellationToken cancellationToken) =>
        new TuningStage(pipeline, recorder, studies, time).RunAsync(
            train, data.InputColumns(pipeline), RowSplits.Folds(pipeline, train.Rows, train.Answers), data.Dataset.Hash, cancellationToken);

    private async Task<PipelineResult> RunAsync(Pipeline pipeline, Actor? by, PipelineOccasion? occasion, RunRecorder recorder, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        await LogSettingsAsync(pipeline, recorder, cancellationToken);
        await KeepAsync(pipeline, occasion, recorder, cancellationToken);
        var data = await DataStage.RunAsync(pipeline, datasets, runs, recorder, time, cancellationToken);
        var (split, train, test) = await SplitStage.RunAsync(pipeline, data, recorder);
        var leakage = await LeakageStage.RunAsync(pipeline, data, split, artifacts, recorder, cancellationToken);
        using var fits = FitFolder.Open(home, keys, options.FitCheckpointInterval, pipeline.Name, time);
        var tuned = TuningStage.Apply(pipeline, await TuneAsync(pipeline, data, train, recorder, cancellationToken));
        var (comparison, nested) = await new SelectionStage(tuned, pipeline, recorder, artifacts, fits?.Checkpoints, time).RunAsync(train, data.InputColumns(pipeline), cancellationToken);

        // The final model learns from all training rows; threshold and calibration come from predictions that no fit had seen.
        var final = await new EvaluationStage(pipeline, registry, artifacts, fits?.Checkpoints, recorder).RunAsync(data, train, test, comparison.Best, cancellationToken);
        recorder.Warn(final.Warnings);
        recorder.Warn(fits?.Clear() is { } left ? [left] : []);
        final = final with { Importance = await ImportanceStage.RunAsync(final, train, test, artifacts, recorder, cancellationToken) };

        using var workspace = new TemporaryFolder();
        var packaged = await new PackagingStage(pipeline, artifacts, workspace.Path).RunAsync(data, new SplitData(split, train, test), final, comparison, recorder, cancellationToken);
        await LogScoresAsync(comparison, final.TwoClasses?.Evaluation, packaged.MaxDifference, time.GetElapsedTime(started), data.Dataset, recorder, cancellationToken);
        var fairness = await new FairnessStage(pipeline, artifacts).RunAsync(test, final, recorder, cancellationToken);
        var behaviour = await new BehaviourStage(pipeline, artifacts, time).RunAsync(train, test, final, recorder, cancellationToken);
        var gates = await new GateStage(pipeline, candidates, new ChampionRows(registry, experiments, datasets), artifacts, time).RunAsync(data, test, final, packaged, recorder, cancellationToken);
        var version = await RegisterAsync(pipeline, by, occasion, packaged, data.Dataset, gates, recorder, cancellationToken);
        var endpoint = await DeployAsync(pipeline, by, version, recorder, cancellationToken);
        return new PipelineResult
        {
            Run = recorder.Run.Id,
            Dataset = data.Dataset,
            Candidates = comparison.Candidates,
            Best = comparison.Best,
            Selection = comparison.Selection,
            Nested = nested,
            Leakage = leakage,
            Report = final.Report,
            TwoClasses = final.TwoClasses?.Evaluation,
            MaxDifference = packaged.MaxDifference,
            Gates = gates,
            ModelHash = packaged.Hash,
            Fairness = fairness,
            Price = final.Mitigated?.Price,
            Behaviour = behaviour,
            Version = version,
            Endpoint = endpoint,
        };
    }

    private async Task<ModelVersion?> RegisterAsync(Pipeline pipeline, Actor? by, PipelineOccasion? occasion, PackagedModel packaged, DatasetVersion dataset, GateReport? gates, RunRecorder recorder, CancellationToken cancellationToken)
    {
        if (pipeline.Register is not { } register || (gates is { Passed: false } && pipeline.OverrideGates is null))
            return null;
        // It is there already, and its aliases are where they were.
        if (occasion?.ParentHash == packaged.Hash)
            return null;
        return await recorder.StepAsync(PipelineStep.Register, async () =>
        {
            var version = await registry.RegisterAsync(new Registration
            {
                Model = register.Model,
                Folder = packaged.Folder,
                Run = recorder.Run.Id,
                Dataset = $"{dataset.Name}/{dataset.Version}",
                Recipe = PipelineRecipe.Of(pipeline),
                Code = CodeVersion.Current,
                Pipeline = pipeline.Declared?.Digest,
                Aliases = register.Alias is { } alias ? [alias] : [],
                Verdict = gates?.ToVerdict(),
                RequiredGates = gates is null ? null : GateStage.FileOf(pipeline)?.Text,
                Override = pipeline.OverrideGates,
                Parent = occasion?.Parent,
                // What is trained again is there, unless it was deleted meanwhile.
                MakesModel = occasion is null,
                Description = occasion?.Reason,
                Tags = occasion?.Tags ?? new Dictionary<string, string>(),
                Registering = occasion?.Registering,
                By = by,
            }, cancellationToken);
            await recorder.LogAsync(recorder.Run, cancellationToken, tags: new Dictionary<string, string> { ["saker.model"] = $"{version.Model}/{version.Version}" });
            return (version, $"{version.Model}/{version.Version}{AliasText(version)}, content {version.Hash?[..12]}");
        });
    }

    private static string AliasText(ModelVersion version) =>
        string.Concat(version.Aliases.Select(alias => $", alias {alias}")) + string.Concat(version.RequestedAliases.Select(alias => $", alias {alias} waits for approval"));

    private async Task<Endpoint?> DeployAsync(Pipeline pipeline, Actor? by, ModelVersion? version, RunRecorder recorder, CancellationToken cancellationToken)
    {
        if (pipeline.Endpoint is not { } name || version is null)
            return null;
        return await recorder.StepAsync(PipelineStep.Deploy, async () =>
        {
            var found = await endpoints.FindAsync(name, cancellationToken);
            // Before the version comes: it comes as this says.
            if (found is not null && pipeline.Rollout is { } rollout)
                await rollouts.SetPolicyAsync(name, rollout, by, cancellationToken);
            // Whether the version comes to an endpoint that follows an alias is decided where the alias moves.
            if (found is { Follows: { } alias })
            {
                var kept = pipeline.EndpointSettings is { } changed ? await endpoints.SetSettingsAsync(name, changed, cancellationToken) : found;
                await FollowUpAsync(pipeline, name, by, cancellationToken);
                return (kept, $"endpoint {kept.Name} follows {kept.Model}@{alias} and serves {kept.Model}/{kept.Version}");
            }
            var endpoint = await endpoints.DeployAsync(
                new Deployment { Endpoint = name, Model = version.Model, Version = version.Version, Settings = pipeline.EndpointSettings, Override = pipeline.OverrideGates, By = by }, cancellationToken);
            if (found is null && pipeline.Rollout is { } later)
                await rollouts.SetPolicyAsync(name, later, by, cancellationToken);
            await FollowUpAsync(pipeline, name, by, cancellationToken);
            var coming = (endpoint.Model, endpoint.Version) == (version.Model, version.Version) ? "" : $"; {version.Model}/{version.Version} comes to it by a rollout";
            return (endpoint, $"endpoint {endpoint.Name} serves {endpoint.Model}/{endpoint.Version}{coming}{(pipeline.EndpointSettings is null ? "" : ", with the pipeline's settings")}");
        });
    }

    private async Task FollowUpAsync(Pipeline pipeline, string endpoint, Actor? by, CancellationToken cancellationToken)
    {
        if (pipeline.Monitor is { } monitor)
            await monitors.ChangeAsync(endpoint, _ => monitor, cancellationToken);
        if (pipeline.Retrain is { } policy)
            await policies.SetAsync(endpoint, policy, by, cancellationToken);
    }

    /// <summary>What is needed to run it again, and why it runs.</summary>
    private async Task KeepAsync(Pipeline pipeline, PipelineOccasion? occasion, RunRecorder recorder, CancellationToken cancellationToken)
    {
        if (occasion is not null)
        {
            await recorder.LogAsync(recorder.Run, cancellationToken, tags: occasion.Tags);
            await occasion.Begun(recorder.Run.Id);
        }
        if (pipeline.Declared is not { } declared)
            return;
        await PipelineArchive.KeepAsync(declared, recorder.Run, artifacts, cancellationToken);
        await recorder.LogAsync(recorder.Run, cancellationToken, tags: new Dictionary<string, string> { [PipelineText.FolderTag] = declared.Folder });
    }

    private static Task LogSettingsAsync(Pipeline pipeline, RunRecorder recorder, CancellationToken cancellationToken) => recorder.LogAsync(recorder.Run, cancellationToken,
        parameters: new Dictionary<string, string>(SplitStage.Parameters(pipeline).Concat(PrivacySection.Parameters(pipeline)))
        {
            ["source"] = Path.GetFileName(pipeline.Source.Name),
            ["target"] = pipeline.Target.Text,
            ["threshold"] = pipeline.Target.Task == ScoreTask.Binary ? pipeline.Threshold.ToString() : "none",
            ["calibrate"] = pipeline.Calibration?.ToString().ToLowerInvariant() ?? "no",
            ["prepare"] = string.Join(", ", pipeline.Preparation.Steps.Select(step => step.Name)),
            ["candidates"] = string.Join(", ", pipeline.Candidates.Select(trainer => trainer.Name)),
        },
        tags: new Dictionary<string, string> { ["saker.kind"] = "pipeline", ["saker.code_version"] = CodeVersion.Current });

    private static Task LogScoresAsync(CrossValidationResult comparison, Evaluation? evaluation, double maxDifference, TimeSpan elapsed, DatasetVersion dataset, RunRecorder recorder, CancellationToken cancellationToken)
    {
        // The scores themselves are logged where they are measured, with their intervals.
        var metrics = new Dictionary<string, double>
        {
            [$"cv.{comparison.Score.Name}"] = comparison.Best.Mean,
            [$"cv.{comparison.Score.Name}.sd"] = comparison.Best.StandardDeviation,
            ["parity.max_difference"] = maxDifference,
            ["duration_seconds"] = elapsed.TotalSeconds,
        };
        if (evaluation is not null)
            (metrics["test.roc_auc.se"], metrics["test.threshold"]) = (evaluation.RocAuc.StandardError, evaluation.Threshold);
        return recorder.LogAsync(recorder.Run, cancellationToken, metrics: metrics, tags: new Dictionary<string, string>
        {
            ["saker.best"] = comparison.Best.Candidate.Name,
            ["saker.dataset"] = $"{dataset.Name}/{dataset.Version}",
        });
    }
}
