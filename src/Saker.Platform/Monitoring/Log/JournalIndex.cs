using Microsoft.Win32.SafeHandles;
using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Platform.Monitoring.Log;

/// <summary>What is known of a journal: it grows with the file, and nothing of it is decoded twice. Not thread-safe.</summary>
internal sealed class JournalIndex(string name, StorageKeys keys)
{
    private readonly List<JournalFrame> _frames = [];
    private long _end;

    /// <summary>What it takes of memory, about.</summary>
    public long ByteCount { get; private set; }

    /// <summary>The whole blocks so far.</summary>
    public JournalFrame[] Frames => [.. _frames];

    /// <summary>Takes in what was appended since the last time.</summary>
    /// <exception cref="SakerException">It is encrypted and its key is not there (not found), or it was changed (data loss).</exception>
    public void Update(SafeFileHandle file)
    {
        byte[] buffer = [];
        while (LogFrames.TryRead(file, _end, ref buffer, out var content))
        {
            var size = LogFrames.HeadBytes + content.Count;
            var block = Journal.Open(content, name, keys);
            if (block.Requests.Length > 0)
            {
                var frame = JournalFrame.Of(block, _end);
                _frames.Add(frame);
                ByteCount += frame.ByteCount;
            }
            _end += size;
        }
    }
}
