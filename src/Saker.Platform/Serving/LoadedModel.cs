using Microsoft.Extensions.Logging;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Batches;
using Saker.Platform.Registry;
using Saker.Platform.Serving.Explaining;
using Saker.Platform.Serving.Guarding;
using Saker.Platform.Serving.Lifecycle;
using Saker.Platform.Serving.Policies;
using Saker.Platform.Serving.Queueing;
using Saker.Platform.Serving.Settings;
using Saker.Platform.Serving.Statistics;

namespace Saker.Platform.Serving;

/// <summary>
/// A version in memory, counted: the host holds it once while it serves, every call once while it lasts. Whoever lets go
/// last disposes the model.
/// </summary>
public sealed class LoadedModel
{
    private readonly TaskCompletionSource _unloaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CallPool _calls = new();
    private readonly IModel _model;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly Lock _tuning = new();
    private BatchingSettings _batching;
    private bool _isTrying;
    private int _holders = 1;
    private int _failedRuns;

    internal LoadedModel(IModel model, ModelVersion version, TimeProvider time, ILogger logger, QueueSettings? queue = null, BatchingSettings? batching = null, ExplainingOptions? explaining = null)
    {
        _model = model;
        _logger = logger;
        Tensors = model as ITensorModel ?? new TableModel(model);
        (ToldInputs, Outputs) = (Tensors.Inputs, Tensors.Outputs);
        _time = time;
        _batching = batching ?? new BatchingSettings();
        Statistics = new VersionStatistics(time);
        Queue = new ExecutionQueue(Tensors, queue ?? new QueueSettings(), BatchingTrial.Untried(Tensors, _batching), Statistics, time);
        Queue.Running.Lost = ReportLost;
        PlainPolicy = new VersionPolicy(new CallGuard(model.Signature, Tensors.Inputs, new GuardSettings(), Tensors.FixedInputs), Cache: null, Chain: null, []);
        Version = version;
        CacheName = $"{version.Model}/{version.Version}";
        LoadedAt = time.GetUtcNow();
        Explainer = new VersionExplainer(model, version, explaining ?? new ExplainingOptions(), time);
    }

    public ModelVersion Version { get; }

    public DateTimeOffset LoadedAt { get; }

    /// <summary>What tells its requests from those of other versions in a cache.</summary>
    internal string CacheName { get; }

    /// <summary>The columns that training saw; a model of plain tensors may have none.</summary>
    public Signature Signature => _model.Signature;

    /// <summary>The tensors that a request fills, in order.</summary>
    public IReadOnlyList<TensorSpec> Inputs => Tensors.Inputs;

    /// <summary>Inputs of its graph that have their value in the file, by name: requests that give them are refused.</summary>
    public IReadOnlyList<string> FixedInputs => Tensors.FixedInputs;

    /// <summary>As <see cref="Inputs"/>, for who is told what to send: a shape of which the file says nothing, and which may be any, is that of the recorded example, each extent of any size.</summary>
    public IReadOnlyList<TensorSpec> ToldInputs { get; private set; }

    /// <summary>The tensors that an answer has, in order.</summary>
    /// <remarks>A shape of which the file says nothing is known since the warm-up: as many extents as there were, each of any size.</remarks>
    public IReadOnlyList<TensorSpec> Outputs { get; private set; }

    /// <summary>Whether the first extent of everything counts rows.</summary>
    public bool TakesRows => Tensors.TakesRows;

    /// <summary>What kind of model it is, as Open Inference says it.</summary>
    public string Platform => Tensors.Platform;

    /// <summary>Why its rows run through an engine, as a sentence; null where a row plan runs them.</summary>
    public string? WhyNoRowPlan => Tensors.WhyNoRowPlan;

    /// <summary>Whether requests share runs, and why.</summary>
    public BatchingDecision Batching => Queue.Decision;

    /// <summary>What it did since it was loaded.</summary>
    public VersionStatistics Statistics { get; }

    /// <summary>About the bytes of memory for requests that it keeps, beside the model itself.</summary>
    public long BufferBytes => _calls.KeptBytes + Queue.KeptBytes;

    /// <summary>What it takes in memory, estimated from its files.</summary>
    public long EstimatedBytes { get; init; }

    /// <summary>After so many failed runs in a row the version counts as degraded.</summary>
    internal int MaxFailedRuns { get; init; } = int.MaxValue;

    /// <summary>How long it may be tried whether its rows may share runs.</summary>
    internal TimeSpan BatchingTrialTimeout { get; init; } = new ServingOptions().BatchingTrialTimeout;

    /// <summary>Told when the version is degraded, with the reason, and with null when it is well again.</summary>
    internal Action<LoadedModel, string?>? Reported { get; set; }

    /// <summary>Called once the model is disposed, by whoever let go last; set before the host lets go.</summary>
    internal Action? Finished { get; set; }

    /// <summary>Completes when the model is disposed.</summary>
    internal Task Unloaded => _unloaded.Task;

    internal ITensorModel Tensors { get; }

    /// <summary>Says why the version answers as it does, to who asks.</summary>
    internal VersionExplainer Explainer { get; }

    internal ExecutionQueue Queue { get; }

    /// <summary>How calls are treated where an endpoint says nothing else.</summary>
    internal VersionPolicy PlainPolicy { get; }

    /// <summary>Holds the model; false when it is being disposed, in which case a successor is in place.</summary>
    internal bool TryHold()
    {
        var holders = Volatile.Read(ref _holders);
        while (holders > 0)
        {
            var seen = Interlocked.CompareExchange(ref _holders, holders + 1, holders);
            if (seen == holders)
                return true;
            holders = seen;
        }
        return false;
    }

    internal void AddHolders(int count) => Interlocked.Add(ref _holders, count);

    internal void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
            Finish();
    }

    /// <summary>Ends the host's hold if it is the only one; the caller then calls <see cref="Finish"/>.</summary>
    internal bool TryRetire() => Interlocked.CompareExchange(ref _holders, 0, 1) == 1;

    /// <summary>Describes tensors of which the file says nothing by what a run took and gave. Before it takes traffic.</summary>
    internal void LearnShapes(TensorSet answered) =>
        (ToldInputs, Outputs) = (SeenShapes.Of(Tensors.Inputs, answered.Inputs), SeenShapes.Of(Tensors.Outputs, answered.Outputs));

    /// <summary>Tries whether requests may share runs, and measures on example rows whether they should. Before it takes traffic.</summary>
    /// <param name="examples">Rows to run; null for rows of zeros and empty texts.</param>
    /// <param name="cancellationToken">Cancels the trial.</param>
    internal async ValueTask TuneAsync(TensorSet? examples, CancellationToken cancellationToken) =>
        Queue.Decision = await BatchingTrial.TryAsync(Tensors, Signature, examples, _batching, new TrialLimits(BatchingTrialTimeout, _time), cancellationToken);

    /// <summary>Serves as an endpoint wants it from now on.</summary>
    internal void Configure(QueueSettings queue, BatchingSettings batching)
    {
        Queue.Settings = queue;
        lock (_tuning)
        {
            if (_batching == batching)
                return;
            _batching = batching;
            Queue.Decision = BatchingTrial.Again(Tensors, batching, Queue.Decision);
            if (_isTrying || !Queue.Decision.IsTrialDue || !BatchingTrial.LetsShare(batching) || !TryHold())
                return;
            _isTrying = true;
        }
        _ = Task.Run(() => TuneLateAsync(batching));
    }

    // Requests run alone meanwhile.
    private async Task TuneLateAsync(BatchingSettings batching)
    {
        BatchingDecision? tried = null;
        try
        {
            tried = await BatchingTrial.TryAsync(Tensors, Signature, examples: null, batching, new TrialLimits(BatchingTrialTimeout, _time), CancellationToken.None);
        }
        catch (Exception e)
        {
            _logger.BatchingTrialFailed(e, Version.Model, Version.Version);
        }
        lock (_tuning)
        {
            _isTrying = false;
            if (tried is not null)
                Queue.Decision = BatchingTrial.Again(Tensors, _batching, tried);
        }
        Release();
    }

    /// <summary>Runs tensors that no endpoint's caller asked this version for, such as when it answers for another.</summary>
    internal async ValueTask RunAsync(TensorSet tensors, CancellationToken cancellationToken)
    {
        var startedAt = _time.GetTimestamp();
        try
        {
            await Queue.RunAsync(tensors, cancellationToken);
            CountRun(isFailed: false);
            Statistics.RecordSuccess(_time.GetElapsedTime(startedAt));
        }
        catch (Exception e)
        {
            CountFailure(e);
            Statistics.RecordFailure(_time.GetElapsedTime(startedAt));
            throw;
        }
    }

    internal InferCall RentCall() => _calls.TryTake() ?? new InferCall(this);

    internal void ReturnCall(InferCall call) => _calls.Return(call);

    /// <summary>Disposes the model, once nobody holds it.</summary>
    internal void Finish() => Queue.Close(Unload);

    private void Unload()
    {
        try
        {
            Explainer.Dispose();
            (_model as IDisposable)?.Dispose();
            _logger.Unloaded(Version.Model, Version.Version);
        }
        catch (Exception e)
        {
            // The request that held it last did succeed.
            _logger.UnloadFailed(e, Version.Model, Version.Version);
        }
        Finished?.Invoke();
        _unloaded.SetResult();
    }

    /// <summary>Says that the version answers, but not as it should, such as by a fallback.</summary>
    /// <param name="reason">What is wrong, as people read it; without what changes with every request.</param>
    internal void ReportDegraded(string reason) => Reported?.Invoke(this, reason);

    /// <summary>Says that the version is well again.</summary>
    internal void ReportRecovered() => Reported?.Invoke(this, null);

    private void ReportLost(bool isLost)
    {
        if (isLost)
            ReportDegraded("A run goes on although nobody waits for it any more: it is in one operator, and cannot be ended before that is computed. Further requests are answered beside it.");
        else if (Volatile.Read(ref _failedRuns) < MaxFailedRuns)
            ReportRecovered();
    }

    /// <summary>Counts a failure if it speaks against the version: not what a caller did wrong, and no matter of load.</summary>
    internal void CountFailure(Exception error)
    {
        if (error is not (OperationCanceledException or SakerException { Kind: not ErrorKind.Internal }))
            CountRun(isFailed: true);
    }

    /// <summary>Counts runs that failed for the model's own reasons; enough in a row make the version degraded, a good one mends it.</summary>
    internal void CountRun(bool isFailed)
    {
        if (isFailed)
        {
            if (Interlocked.Increment(ref _failedRuns) == MaxFailedRuns)
                ReportDegraded($"The last {MaxFailedRuns} runs or more failed.");
        }
        else if (Volatile.Read(ref _failedRuns) > 0 && Interlocked.Exchange(ref _failedRuns, 0) >= MaxFailedRuns)
        {
            // Good runs end no lost one.
            if (Queue.Running.LostCount > 0)
                ReportLost(isLost: true);
            else
                ReportRecovered();
        }
    }
}
