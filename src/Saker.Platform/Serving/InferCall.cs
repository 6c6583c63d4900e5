using Saker.Data;
using Saker.Learning.Explanation;
using Saker.Onnx.Batches;
using Saker.Platform.Serving.Fallback;
using Saker.Platform.Serving.Guarding;
using Saker.Platform.Serving.Policies;
using Saker.Platform.Serving.Queueing;

namespace Saker.Platform.Serving;

/// <summary>
/// One request to a version that stays loaded while the call lasts: fill the inputs, run, read the outputs, dispose. Used by one
/// caller at a time and not after it is disposed: it is used again for other requests.
/// </summary>
public sealed class InferCall : IDisposable, IQueueItemOwner, IFallbackCall
{
    private readonly TensorSet _tensors;
    private readonly QueueItem _item;
    private readonly Func<TensorSet, CancellationToken, ValueTask> _runQueued;
    private EndpointTraffic? _traffic;
    private VersionPolicy _policy;
    private TensorBuffer[]? _answer;
    private TimeProvider _time = TimeProvider.System;
    private long _startedAt;
    private bool _isChecked;
    private bool _isRun;
    private bool _mayFallBack;

    internal InferCall(LoadedModel model)
    {
        Model = model;
        _policy = model.PlainPolicy;
        _tensors = new TensorSet(model.Inputs, model.Outputs);
        _item = new QueueItem(_tensors, this);
        _runQueued = (_, cancellationToken) => RunQueuedAsync(cancellationToken);
    }

    /// <summary>The version asked.</summary>
    public LoadedModel Model { get; }

    /// <summary>To be filled, in the order of <see cref="LoadedModel.Inputs"/>.</summary>
    public ReadOnlySpan<TensorBuffer> Inputs => _tensors.Inputs;

    /// <summary>The answer after <see cref="RunAsync"/>, in the order of <see cref="LoadedModel.Outputs"/>.</summary>
    public ReadOnlySpan<TensorBuffer> Outputs => _answer is { } answer ? answer : _tensors.Outputs;

    /// <summary>What the endpoint does with inputs that are not as training saw them: readers ask it about what they cannot fill in.</summary>
    public CallGuard Guard => _policy.Guard;

    /// <summary>What was found wrong or odd with the inputs.</summary>
    public GuardReport Report { get; } = new();

    /// <summary>Who answered, where others than the version asked could have; null where nobody else could.</summary>
    public AnswerSource? Source { get; private set; }

    /// <summary>Whether the answer was kept from an equal request, or came with one at the same time.</summary>
    public bool IsFromCache { get; private set; }

    /// <summary>The version that answered: the one asked, unless another answered for it.</summary>
    public int AnsweredVersion => Source?.Version ?? Model.Version.Version;

    /// <summary>
    /// How long the request may wait and run, from <see cref="RunAsync"/>; null leaves it to the endpoint's settings, which are
    /// the most in any case. What expires is not run, or its outputs are dropped.
    /// </summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>What it occupied when it was given back.</summary>
    internal long PooledBytes { get; private set; }

    /// <summary>Whether the caller wants to know why: <see cref="RunExplainedAsync"/> is then called in place of <see cref="RunAsync"/>.</summary>
    public bool WantsExplanation { get; set; }

    /// <summary>Why the answer is what it is; null unless it was asked for.</summary>
    public Explanation? Explanation { get; set; }

    /// <summary>Why there is no explanation although it was asked for.</summary>
    public string? ExplanationMissing { get; private set; }

    TensorSet IFallbackCall.Tensors => _tensors;

    private int Rows => Model.TakesRows ? _tensors.Rows : 1;

    /// <summary>Holds the inputs to the endpoint's policies, and mends what they clip. <see cref="RunAsync"/> does it where it was not done.</summary>
    /// <exception cref="SakerException">Something is to be refused (invalid input); every problem in <see cref="Report"/> is named.</exception>
    public void Check()
    {
        if (_isChecked)
            return;
        _policy.Guard.Check(_tensors.Inputs, Report);
        // Otherwise the queue looks; here the request may go to a step that would not.
        if (!_policy.IsPlain)
            TensorFit.Require(Model.Tensors, _tensors);
        _isChecked = true;
    }

    /// <summary>Runs the model on the inputs. Once a call.</summary>
    /// <param name="cancellationToken">Gives the request up; the caller goes on at once.</param>
    /// <exception cref="SakerException">
    /// Inputs are not set or do not fit (invalid input), the queue is full (limit exceeded, with a hint when to retry), it was not
    /// done in time (timeout), or the model failed (internal); and no step of the endpoint's fallback chain answered.
    /// </exception>
    public ValueTask RunAsync(CancellationToken cancellationToken)
    {
        Check();
        _isRun = true;
        return _policy.IsPlain ? RunQueuedAsync(cancellationToken) : RunByPolicyAsync(cancellationToken);
    }

    /// <summary>As <see cref="RunAsync"/>, and explains the answer.</summary>
    /// <exception cref="SakerException">As there; or there are too many rows to explain (before anything is run), or they cannot be explained, now or at all.</exception>
    public async ValueTask RunExplainedAsync(CancellationToken cancellationToken)
    {
        Check();
        Model.Explainer.Require(Rows);
        // The model may be given the tensors themselves, so they are copied before.
        var inputs = InputTensors.Of(Model.Inputs, Inputs);
        await RunAsync(cancellationToken);
        if (Source is { Step: not "primary" } source)
            ExplanationMissing = $"The answer is from the step '{source.Step}', not from the version that is explained.";
        else
            Explanation = await Model.Explainer.ExplainAsync(inputs, cancellationToken);
    }

    /// <summary>Only looks at the version: the call is no request that would be counted.</summary>
    public void DoNotCount() => _isRun = true;

    /// <summary>Lets go of the version.</summary>
    public void Dispose()
    {
        if (Volatile.Read(ref _traffic) is null || Interlocked.Exchange(ref _traffic, null) is not { } traffic)
            return;
        // Nothing was run: the request was refused while it was read.
        if (!_isRun)
        {
            var duration = Elapsed;
            traffic.RecordRefusal(duration);
            Model.Statistics.RecordFailure(duration);
        }
        _item.Return();
    }

    /// <param name="traffic">Counts it.</param>
    /// <param name="policy">How it is treated.</param>
    /// <param name="mayFallBack">Whether others may answer; not when a caller asks for one version by its number.</param>
    /// <param name="time">The clock.</param>
    /// <param name="source">Why it is this version and not the one that should serve; null when it is that.</param>
    internal void Begin(EndpointTraffic traffic, VersionPolicy policy, bool mayFallBack, TimeProvider time, AnswerSource? source = null)
    {
        _traffic = traffic;
        _policy = policy;
        _mayFallBack = mayFallBack;
        _time = time;
        _startedAt = time.GetTimestamp();
        (_isRun, _isChecked, IsFromCache) = (false, false, false);
        (_answer, Source, Timeout) = (null, source, null);
        (WantsExplanation, Explanation, ExplanationMissing) = (false, null, null);
        Report.Clear();
        _item.Rent();
    }

    async ValueTask IFallbackCall.RunPrimaryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RunPrimaryAsync(cancellationToken);
        }
        catch (SakerException e) when (e.Kind == ErrorKind.Timeout && Timeout < Model.Queue.Settings.Timeout)
        {
            throw new OwnLimitException(e);
        }
    }

    private async ValueTask RunPrimaryAsync(CancellationToken cancellationToken)
    {
        if (_policy.Cache is not { } cache)
        {
            await RunQueuedAsync(cancellationToken);
            return;
        }
        var lookedUpAt = _time.GetTimestamp();
        var most = Model.Queue.Settings.Timeout;
        var maxWait = Timeout < most ? Timeout.Value : most;
        IsFromCache = await cache.GetOrRunAsync(Model.CacheName, _tensors, _runQueued, maxWait, cancellationToken);
        var duration = _time.GetElapsedTime(lookedUpAt);
        if (IsFromCache)
        {
            Model.Statistics.RecordCacheHit(duration);
            Model.Statistics.RecordSuccess(Elapsed);
        }
        else
        {
            Model.Statistics.RecordCacheMiss(duration);
        }
    }

    void IQueueItemOwner.Ended(Exception? error)
    {
        var duration = Elapsed;
        if (error is null)
        {
            Model.CountRun(isFailed: false);
            Model.Statistics.RecordSuccess(duration);
        }
        else
        {
            Model.CountFailure(error);
            Model.Statistics.RecordFailure(duration);
        }
        // Otherwise the request has not ended with its run: another may answer it.
        if (_policy.IsPlain)
            Count(error, duration, _item.Rows);
    }

    void IQueueItemOwner.Recycle()
    {
        _tensors.Clear();
        PooledBytes = _tensors.KeptBytes;
        Model.ReturnCall(this);
        Model.Release();
    }

    private TimeSpan Elapsed => _time.GetElapsedTime(_startedAt);

    private ValueTask RunQueuedAsync(CancellationToken cancellationToken)
    {
        try
        {
            return Model.Queue.RunAsync(_item, Timeout, cancellationToken);
        }
        catch (Exception e)
        {
            ((IQueueItemOwner)this).Ended(e);
            return ValueTask.FromException(e);
        }
    }

    private async ValueTask RunByPolicyAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_policy.Chain is { } chain && _mayFallBack)
            {
                var answer = await chain.AnswerAsync(this, cancellationToken);
                (Source, _answer) = (answer.Source, answer.Outputs);
            }
            else
            {
                await RunPrimaryAsync(cancellationToken);
            }
        }
        catch (Exception e)
        {
            Count(e, Elapsed, Rows);
            throw;
        }
        Count(error: null, Elapsed, Rows);
    }

    private void Count(Exception? error, TimeSpan duration, int rows)
    {
        if (Volatile.Read(ref _traffic) is not { } traffic)
            return;
        if (error is null)
            traffic.RecordSuccess(duration, rows, IsFromCache, Source is { Step: not "primary" });
        else
            traffic.RecordFailure(duration);
    }
}
