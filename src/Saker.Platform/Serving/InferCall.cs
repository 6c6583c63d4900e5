using System.Diagnostics;
using Saker.Data;
using Saker.Learning.Explanation;
using Saker.Onnx.Batches;
using Saker.Platform.Serving.Fallback;
using Saker.Platform.Serving.Guarding;
using Saker.Platform.Serving.Lifecycle;
using Saker.Platform.Serving.Policies;
using Saker.Platform.Serving.Queueing;
using Saker.Platform.Serving.Splits;
using Saker.Platform.Serving.Statistics;
using Saker.Platform.Telemetry;

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
    private VersionTraffic? _counts;
    private VersionPolicy _policy;
    private TensorBuffer[]? _answer;
    private TimeProvider _time = TimeProvider.System;
    private ICallObserver? _observer;
    private long _startedAt;
    private bool _hasEnded;
    private bool _isChecked;
    private bool _isRun;
    private bool _mayFallBack;
    private TimeSpan _before;

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

    /// <summary>The name that was asked: an endpoint's, or a registered model's where <see cref="IsEndpoint"/> is false.</summary>
    public string Endpoint { get; private set; } = "";

    /// <summary>Whether <see cref="Endpoint"/> was deployed.</summary>
    public bool IsEndpoint { get; private set; }

    /// <summary>What the caller knows the request by: its own id, or the one it is given. Set by whoever took the request.</summary>
    public string RequestId { get; set; } = "";

    /// <summary>From the begin until it was answered or had failed; zero before.</summary>
    public TimeSpan Duration { get; private set; }

    /// <summary>Why it failed; null while it has not, and where <see cref="IsCancelled"/>.</summary>
    public ErrorKind? Failure { get; private set; }

    /// <summary>Whether its caller gave it up.</summary>
    public bool IsCancelled { get; private set; }

    /// <summary>The split that it came under; null where its endpoint had none.</summary>
    public EndpointSplit? Split => Route.Split;

    /// <summary>
    /// The arm of <see cref="Split"/> that its key falls to: 0 for the control, 1 and more for candidates. -1 where there is no split, where a version was asked for by its
    /// number, and where it stands in for a candidate's call that <see cref="IsShielded"/>, which has the arm.
    /// </summary>
    public int Arm => Route.Arm;

    /// <summary>Whether the candidate that it fell to was not in memory, so that the version which the endpoint serves was asked in its place.</summary>
    public bool IsUnavailable => Route.IsUnavailable;

    /// <summary>Whether the candidate refused it or failed, and its caller was answered by another call, to the version that the endpoint serves.</summary>
    public bool IsShielded => Route.IsShielded;

    /// <summary>The name of the arm that answers it; null where there is no split.</summary>
    public string? ArmName => Route.ArmName;

    /// <summary>Whether it was refused before anything was run.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Why it is about to be refused, where that is not for its inputs. Set by whoever refuses it before it is run.</summary>
    public ErrorKind RefusalKind { get; set; }

    /// <summary>Rows of the request, as far as they were read.</summary>
    public int RowCount => Rows;

    /// <summary>For the observer of calls: what it knows of this call's model. It is kept with the call, which is used again for the same model.</summary>
    internal object? ObserverState { get; set; }

    /// <summary>The span that the request belongs to, its caller's or ours; none where neither has one.</summary>
    public ActivityContext Trace { get; private set; }

    /// <summary>How many requests shared the run that answered, this one included; 0 where no run of the version did.</summary>
    public int RunCalls => _item.RunCalls;

    /// <summary>How long it waited for that run.</summary>
    public TimeSpan Wait => RunCalls == 0 ? TimeSpan.Zero : _item.Wait;

    /// <summary>What the whole of that run took.</summary>
    public RunTimings Timings => _item.Timings;

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

    /// <summary>How it came to its version under a split.</summary>
    internal CallRoute Route { get; set; } = CallRoute.None;

    /// <summary>Whether the version was asked.</summary>
    internal bool IsRun => _isRun;

    /// <summary>Whether there is an answer.</summary>
    internal bool IsAnswered => _hasEnded && Failure is null && !IsCancelled;

    /// <summary>What is left of <see cref="Timeout"/>; null where the caller sets no limit.</summary>
    internal TimeSpan? TimeLeft => Timeout - Elapsed;

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
            (Duration, IsRefused, Failure, _hasEnded) = (Elapsed + _before, true, RefusalKind, true);
            if (!IsShielded)
                traffic.RecordRefusal(Duration);
            _counts?.Record(RequestOutcome.Refused, Duration, _time.GetUtcNow(), RequestId, Trace);
            Model.Statistics.RecordFailure(Duration);
        }
        else if (Route.IsCandidate && _hasEnded && !IsAnswered && !IsShielded)
        {
            traffic.RecordFailure(Duration);
        }
        if (IsShielded)
            Duration = Elapsed;
        if (Route.Mirrors != 0 && IsAnswered && (Source is null || Source.Step == "primary"))
            Route.Served!.Mirror(this, Route.Mirrors);
        if (_hasEnded)
        {
            _observer?.Completed(this);
            if (SakerTrace.Source.HasListeners())
                CallSpans.Write(this, _time, _startedAt, _item.QueuedAt);
        }
        _item.Return();
    }

    /// <param name="name">What was asked for.</param>
    /// <param name="policy">How it is treated.</param>
    /// <param name="mayFallBack">Whether others may answer; not when a caller asks for one version by its number.</param>
    /// <param name="time">The clock.</param>
    /// <param name="source">Why it is this version and not the one that should serve; null when it is that.</param>
    /// <param name="observer">Is shown the request at its end.</param>
    internal void Begin(ServedName name, VersionPolicy policy, bool mayFallBack, TimeProvider time, AnswerSource? source = null, ICallObserver? observer = null)
    {
        _traffic = name.Traffic;
        (Endpoint, IsEndpoint, RequestId) = (name.Endpoint.Name, name.IsEndpoint, "");
        _observer = observer;
        _policy = policy;
        _mayFallBack = mayFallBack;
        _time = time;
        _startedAt = time.GetTimestamp();
        _counts = name.Traffic.Of(Model.Version.Model, Model.Version.Version);
        Trace = Activity.Current?.Context ?? default;
        (_isRun, _isChecked, IsFromCache) = (false, false, false);
        (_hasEnded, IsCancelled, IsRefused) = (false, false, false);
        (Duration, Failure, RefusalKind) = (TimeSpan.Zero, null, ErrorKind.InvalidInput);
        (_answer, Source, Timeout) = (null, source, null);
        (WantsExplanation, Explanation, ExplanationMissing) = (false, null, null);
        (Route, _before) = (CallRoute.None, TimeSpan.Zero);
        Report.Clear();
        _item.Rent();
    }

    /// <summary>It answers for a candidate's call.</summary>
    /// <param name="candidate">That <see cref="IsShielded"/>.</param>
    /// <param name="reason">What kept the candidate from answering.</param>
    internal void StandInFor(InferCall candidate, string reason)
    {
        // What its caller waited is both; the version's own is what it took itself.
        (RequestId, _before) = (candidate.RequestId, candidate.Elapsed);
        Route = new CallRoute { Served = candidate.Route.Served };
        Source = Source is { } other ? other with { Reason = $"{reason}; {other.Reason}" } : new AnswerSource(AnswerSteps.Control, Model.Version.Model, Model.Version.Version, reason);
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
            _counts?.RecordRun(_item.Wait, _item.Timings);
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
                (Source, _answer) = (Source is { } given ? Together(given, answer.Source) : answer.Source, answer.Outputs);
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

    // Of a call that answers for another: its own version did, or one of its steps.
    private static AnswerSource Together(AnswerSource given, AnswerSource answer) => answer.Step == "primary" ? given : answer with { Reason = $"{given.Reason}; {answer.Reason}" };

    private void Count(Exception? error, TimeSpan duration, int rows)
    {
        if (Volatile.Read(ref _traffic) is not { } traffic)
            return;
        IsCancelled = error is OperationCanceledException;
        Failure = error is null || IsCancelled ? null : (error as SakerException)?.Kind ?? ErrorKind.Internal;
        (Duration, _hasEnded) = (duration + _before, true);
        if (error is null)
        {
            traffic.RecordSuccess(Duration, rows, IsFromCache, Source is { Step: not "primary" });
            _counts?.RecordAnswer(rows, IsFromCache, Report.Warnings.Count > 0, Source?.Step, Source is { } answered && !answered.Is(Model.Version));
        }
        else if (!Route.IsCandidate)
        {
            traffic.RecordFailure(Duration);
        }
        _counts?.Record(RequestOutcomes.Of(error), duration, _time.GetUtcNow(), RequestId, Trace);
    }
}
