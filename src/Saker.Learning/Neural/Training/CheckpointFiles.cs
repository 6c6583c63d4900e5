using System.Security.Cryptography;
using Saker.Data;

namespace Saker.Learning.Neural.Training;

/// <summary>
/// Two generations of a training's state. A new one is written beside them, flushed, and takes its place by renaming, so that at every moment one whole generation is there; a hash tells
/// whether it is.
/// </summary>
/// <param name="folder">Where they lie.</param>
/// <param name="fingerprint">Of the training whose state is kept.</param>
internal sealed class CheckpointFiles(string folder, string fingerprint)
{
    private const string Newest = "training.checkpoint";
    private const string Older = "training.previous";
    private static readonly byte[] s_mark = "saker-epochs-1\n"u8.ToArray();

    /// <summary>Keeps a state; the one before becomes the older generation.</summary>
    /// <exception cref="SakerException">The folder cannot be written, or the disk is full.</exception>
    public void Write(LoopState state, byte[] session)
    {
        using var body = new MemoryStream();
        body.Write(s_mark);
        using (var writer = new BinaryWriter(body, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(fingerprint);
            state.Write(writer);
            writer.Write(session.Length);
            writer.Write(session);
        }
        body.Write(SHA256.HashData(body.GetBuffer().AsSpan(0, (int)body.Length)));
        try
        {
            Directory.CreateDirectory(folder);
            var (path, temporary) = (Path.Combine(folder, Newest), Path.Combine(folder, $"{Newest}.new"));
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                file.Write(body.GetBuffer().AsSpan(0, (int)body.Length));
                file.Flush(flushToDisk: true);
            }
            if (File.Exists(path))
                File.Move(path, Path.Combine(folder, Older), overwrite: true);
            File.Move(temporary, path, overwrite: true);
            FolderFlush.Flush(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"The state of the training cannot be kept in '{folder}': {exception.Message}", "checkpoints", exception);
        }
    }

    /// <summary>The newest whole state; null where there is none at all.</summary>
    /// <param name="warnings">Takes what was passed over.</param>
    /// <exception cref="SakerException">There are states and none is whole, or it is of another training.</exception>
    public (LoopState State, byte[] Session)? Read(List<string> warnings)
    {
        string[] present = [.. new[] { Newest, Older }.Select(name => Path.Combine(folder, name)).Where(File.Exists)];
        foreach (var path in present)
        {
            if (Parse(File.ReadAllBytes(path)) is not var (kept, state, session))
            {
                warnings.Add($"'{path}' is damaged and was passed over; {(path.EndsWith(Older, StringComparison.Ordinal) ? "nothing older is left" : "the older generation is taken where there is one")}.");
                continue;
            }
            if (kept != fingerprint)
                throw new SakerException(ErrorKind.Conflict, $"'{path}' is the state of another training ({kept}), not of this one ({fingerprint}). Give each training a folder of its own, or empty this one.", "checkpoints");
            return (state, session);
        }
        return present.Length == 0 ? null : throw new SakerException(ErrorKind.InvalidInput, $"Every checkpoint is damaged: {string.Join(", ", present.Select(path => $"'{path}'"))}. Take them away to begin anew.", "checkpoints");
    }

    private static (string Fingerprint, LoopState State, byte[] Session)? Parse(byte[] bytes)
    {
        var length = bytes.Length - SHA256.HashSizeInBytes;
        if (length < s_mark.Length || !bytes.AsSpan(0, s_mark.Length).SequenceEqual(s_mark) || !SHA256.HashData(bytes.AsSpan(0, length)).AsSpan().SequenceEqual(bytes.AsSpan(length)))
            return null;
        using var reader = new BinaryReader(new MemoryStream(bytes, s_mark.Length, length - s_mark.Length));
        var fingerprint = reader.ReadString();
        var state = LoopState.Read(reader);
        return (fingerprint, state, reader.ReadBytes(reader.ReadInt32()));
    }
}
