using Microsoft.Extensions.Logging;
using Saker.Data;
using Saker.Data.Profiles;
using Saker.Platform.Monitoring.Capture;
using Saker.Platform.Monitoring.Drift;
using Saker.Platform.Monitoring.Log;
using Saker.Platform.Registry;
using Saker.Platform.Storage;

namespace Saker.Platform.Monitoring.Windows;

/// <summary>
/// Sums captured requests up into this process's windows and writes those to the store: all of a window again each time, under the process's own name, so that a write
/// that was repeated or cut short counts nothing twice.
/// </summary>
internal sealed class WindowRecorder : ICaptureSink
{
    // Beyond, all are forgotten, and read again when needed.
    private const int MaxReferences = 64;

    private static readonly TimeSpan LeastBetween = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan UnreadFor = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _writing = new(1);
    private readonly Dictionary<WindowKey, WindowDraft> _drafts = [];
    private readonly Dictionary<(string Model, int Version), (Profile? Profile, DateTimeOffset Until)> _references = [];
    private readonly IWindowStore _store;
    private readonly ILogPolicy _policy;
    private readonly WindowOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<WindowRecorder> _logger;
    private readonly CallCapture? _capture;
    private readonly VersionFacts? _versions;
    private readonly RareLog _whenThinned = new();
    private readonly RareLog _whenFailed = new();
    private readonly RowThinner _thinner;
    private readonly List<int> _rows = [];
    private readonly string _writer;
    private DateTimeOffset _writtenAt;
    private long _number;
    private long _lost;
    private long _dropped;

    public WindowRecorder(IWindowStore store, ILogPolicy policy, Ids ids, WindowOptions options, TimeProvider time, ILogger<WindowRecorder> logger, CallCapture? capture = null, VersionFacts? versions = null)
    {
        options.Validate();
        (_store, _policy, _options, _time, _logger, _capture, _versions) = (store, policy, options, time, logger, capture, versions);
        _writer = ids.NewUlid();
        _thinner = new RowThinner(options.MaxProcessorShare, Environment.ProcessorCount, time);
    }

    /// <inheritdoc/>
    public string Name => "windows";

    /// <summary>Requests since the start whose windows had to be given up, because they could not be written.</summary>
    public long LostCount => Volatile.Read(ref _lost);

    /// <summary>One row of so many goes into profiles now.</summary>
    public int ThinningStep => _thinner.Step;

    /// <inheritdoc/>
    public async ValueTask TakeAsync(CapturedBlock block, CancellationToken cancellationToken)
    {
        var reference = await ReferenceOfAsync(block.Asked, cancellationToken);
        var open = OpenColumns.Of(await _policy.GetAsync(block.Endpoint, cancellationToken));
        block = block with { Inputs = open.Of(block.Inputs), Outputs = open.Of(block.Outputs) };
        var before = _thinner.Step;
        lock (_lock)
            Add_NeedsLock(block, reference);
        // What is not to be in profiles need not be copied when it is captured.
        if (_capture is not null)
            _capture.ProfileStep = _thinner.Step;
        if (_thinner.Step > before && _whenThinned.IsDue(_time.GetUtcNow()))
            _logger.Thinned(_thinner.Step, _options.MaxProcessorShare);
        if (IsOverfull())
            await WriteAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask FlushAsync(CancellationToken cancellationToken) => await WriteAsync(cancellationToken);

    /// <summary>Writes windows every <see cref="WindowOptions.FlushInterval"/> until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_options.FlushInterval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
                await WriteAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The last ones are written once the last block was taken.
        }
    }

    /// <summary>Writes what has news, and lets go of minutes that are over.</summary>
    internal async Task WriteAsync(CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            List<(WindowDraft Draft, WindowPart Part)> news;
            lock (_lock)
            {
                _writtenAt = _time.GetUtcNow();
                NoteDropped_NeedsLock();
                news = [.. _drafts.Values.Where(draft => draft.HasNews).Select(draft => (draft, draft.Build()))];
            }
            if (await TryWriteAsync(news, cancellationToken))
                Close();
            else
                KeepNews(news);
        }
        finally
        {
            _writing.Release();
        }
    }

    // Nobody knows whose requests they were: they are told once, in the latest window.
    private void NoteDropped_NeedsLock()
    {
        if (_capture?.DroppedCount is not { } dropped || dropped == _dropped || _drafts.Count == 0)
            return;
        _drafts.Values.MaxBy(draft => draft.Key.At)!.AddDropped(dropped - _dropped);
        _dropped = dropped;
    }

    private async Task<bool> TryWriteAsync(List<(WindowDraft Draft, WindowPart Part)> news, CancellationToken cancellationToken)
    {
        if (news.Count == 0)
            return true;
        try
        {
            await _store.WriteAsync([.. news.Select(one => one.Part)], cancellationToken);
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            KeepNews(news);
            throw;
        }
        catch (Exception e)
        {
            if (_whenFailed.IsDue(_time.GetUtcNow()))
                _logger.WriteFailed(e, news.Count);
            return false;
        }
    }

    // Only where that lets go of something: a minute that goes on is needed again with the next request, and would begin a part of its own each time.
    private bool IsOverfull()
    {
        var now = _time.GetUtcNow();
        lock (_lock)
            return _drafts.Count > _options.MaxOpenWindows && now - _writtenAt >= LeastBetween && _drafts.Values.Any(draft => draft.End <= now);
    }

    // What was written and is over, where there are too many without waiting for what comes late.
    private void Close()
    {
        var now = _time.GetUtcNow();
        lock (_lock)
        {
            var written = _drafts.Values.Where(draft => !draft.HasNews).OrderBy(draft => draft.Key.At).ToList();
            var surplus = _drafts.Count - _options.MaxOpenWindows;
            foreach (var draft in written)
            {
                if (draft.End + (surplus-- > 0 ? TimeSpan.Zero : _options.CloseDelay) <= now)
                    _drafts.Remove(draft.Key);
            }
        }
    }

    // Beyond the limit the oldest are given up: memory is bounded, whatever the database does.
    private void KeepNews(List<(WindowDraft Draft, WindowPart Part)> news)
    {
        lock (_lock)
        {
            foreach (var (draft, _) in news)
                draft.KeepNews();
            foreach (var draft in _drafts.Values.OrderBy(draft => draft.Key.At).Take(_drafts.Count - (2 * _options.MaxOpenWindows)).ToList())
            {
                _lost += draft.Facts.Build().RequestCount;
                _drafts.Remove(draft.Key);
            }
        }
    }

    private void Add_NeedsLock(CapturedBlock block, Profile? reference)
    {
        WindowDraft? draft = null;
        _rows.Clear();
        foreach (var request in block.Requests)
        {
            if (draft is null || request.At < draft.Key.At || request.At >= draft.End)
            {
                AddRows_NeedsLock(draft, block, reference);
                draft = DraftOf_NeedsLock(new WindowKey(block.Endpoint, block.Model, block.Version, WindowGrain.Minute.Floor(request.At)));
            }
            draft.Add(request);
            if (request is { FirstRow: >= 0, IsForSampleOnly: false })
                for (var row = 0; row < request.RowCount; row++)
                    _rows.Add(request.FirstRow + row);
        }
        AddRows_NeedsLock(draft, block, reference);
    }

    private void AddRows_NeedsLock(WindowDraft? draft, CapturedBlock block, Profile? reference)
    {
        // Where a version answers for another, as one to fall back to, its rows have the columns of the version that was asked, and are no rows of its own.
        if (draft is not null && _rows.Count > 0 && (block.Asked.Model, block.Asked.Version) == (block.Model, block.Version))
        {
            var beganAt = _time.GetTimestamp();
            int[] rows = Chosen();
            var isWhole = rows.Length == block.RowCount;
            var outputs = block.IsModelAnswer ? block.Outputs : null;
            if (rows.Length > 0)
                draft.AddRows(isWhole ? block.Inputs : block.Inputs.Take(rows), isWhole ? outputs : outputs?.Take(rows), rows.Length, reference);
            _thinner.Spent(beganAt);
        }
        _rows.Clear();
    }

    /// <summary>What is captured is thinned there already.</summary>
    private int[] Chosen() => _capture is null && _thinner.Choose(_rows.Count) is { } chosen ? Array.ConvertAll(chosen, place => _rows[place]) : [.. _rows];

    private WindowDraft DraftOf_NeedsLock(WindowKey key)
    {
        if (!_drafts.TryGetValue(key, out var draft))
            _drafts.Add(key, draft = new WindowDraft(key, _writer, _number++));
        return draft;
    }

    private async ValueTask<Profile?> ReferenceOfAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        var key = (version.Model, version.Version);
        var now = _time.GetUtcNow();
        if (_references.TryGetValue(key, out var known) && now < known.Until)
            return known.Profile;
        if (_references.Count >= MaxReferences)
            _references.Clear();
        var (profile, isRead) = await FindReferenceAsync(version, cancellationToken);
        // Where files are away, not every block is to wait for them.
        _references[key] = (profile, isRead ? DateTimeOffset.MaxValue : now + UnreadFor);
        return profile;
    }

    private async Task<(Profile? Profile, bool IsRead)> FindReferenceAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        try
        {
            return (_versions is null ? null : await _versions.FindProfileAsync(version, cancellationToken), true);
        }
        catch (SakerException exception)
        {
            // Counts and profiles do without it; only the bins of the reference are not counted.
            _logger.ReferenceUnread(exception, version.Reference);
            return (null, false);
        }
    }
}
