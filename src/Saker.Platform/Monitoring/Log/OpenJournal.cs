using Microsoft.Win32.SafeHandles;
using Saker.Data;
using Saker.Platform.Artifacts.Blobs;
using Saker.Platform.Storage;

namespace Saker.Platform.Monitoring.Log;

/// <summary>A journal as it was at a moment. Until it is disposed of it can be read, also when it is sealed and removed meanwhile. Thread-safe.</summary>
internal sealed class OpenJournal(string name, SafeFileHandle file, JournalFrame[] frames, StorageKeys keys) : IDisposable
{
    private Dictionary<(string, string, int), Dictionary<long, ulong>>? _thresholds;

    public string Name => name;

    /// <summary>In the order in which they were written.</summary>
    public IReadOnlyList<JournalFrame> Frames => frames;

    /// <summary>The block of a frame, thinned to the last thresholds of its minutes.</summary>
    /// <exception cref="SakerException">It is encrypted and its key is not there (not found), or it was changed (data loss).</exception>
    public LogBlock Read(JournalFrame frame)
    {
        byte[] buffer = [];
        if (!LogFrames.TryRead(file, frame.Offset, ref buffer, out var content))
            throw BlobKeeper.Lost($"A part of the journal '{name}' of the prediction log is not what was written: the file was changed.");
        _thresholds ??= SampleThinning.Thresholds(frames.Select(own => (own.Endpoint, own.Group.Model, own.Group.Version, own.Group.Minutes)));
        return SampleThinning.Apply(Journal.Open(content, name, keys), _thresholds[(frame.Endpoint, frame.Group.Model, frame.Group.Version)]);
    }

    public void Dispose() => file.Dispose();
}
