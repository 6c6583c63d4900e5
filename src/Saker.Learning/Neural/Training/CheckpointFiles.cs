using System.Security.Cryptography;
using System.Text;
using Saker.Data;
using Saker.Onnx.Training;

namespace Saker.Learning.Neural.Training;

/// <summary>
/// Two generations of a training's state. A new one is written beside them, flushed, and takes its place by renaming, so that at every moment one whole generation is there; a hash tells
/// whether it is. Both ways go piece by piece: a state may be larger than any one piece of memory.
/// </summary>
/// <param name="folder">Where they lie.</param>
/// <param name="fingerprint">Of the training whose state is kept.</param>
internal sealed class CheckpointFiles(string folder, string fingerprint)
{
    private const string Newest = "training.checkpoint";
    private const string Older = "training.previous";
    private const int PieceSize = 256 * 1024;
    private static readonly byte[] s_mark = "saker-epochs-2\n"u8.ToArray();

    /// <summary>Keeps a state; the one before becomes the older generation.</summary>
    /// <exception cref="SakerException">The folder cannot be written, or the disk is full.</exception>
    public void Write(LoopState state, TrainingSession session)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var (path, temporary) = (Path.Combine(folder, Newest), Path.Combine(folder, $"{Newest}.new"));
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, PieceSize))
            {
                Write(file, state, session);
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

    /// <summary>The newest whole state; null where there is none at all. The caller disposes it.</summary>
    /// <param name="warnings">Takes what was passed over.</param>
    /// <exception cref="SakerException">There are states and none is whole, or it is of another training.</exception>
    public KeptState? Read(List<string> warnings)
    {
        string[] present = [.. new[] { Newest, Older }.Select(name => Path.Combine(folder, name)).Where(File.Exists)];
        foreach (var path in present)
            try
            {
                if (Open(path) is { } whole)
                    return whole;
                PassOver(path, "is damaged");
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                PassOver(path, $"cannot be read ({exception.Message.TrimEnd('.')})");
            }
        return present.Length == 0 ? null : throw new SakerException(ErrorKind.InvalidInput, $"Every checkpoint is damaged or cannot be read: {string.Join(", ", present.Select(path => $"'{path}'"))}. Take them away to begin anew.", "checkpoints");

        void PassOver(string path, string why) =>
            warnings.Add($"'{path}' {why} and was passed over; {(path.EndsWith(Older, StringComparison.Ordinal) ? "nothing older is left" : "the older generation is taken where there is one")}.");
    }

    // Null where it is damaged.
    private KeptState? Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, PieceSize);
        KeptState? kept = null;
        try
        {
            return kept = IsWhole(file) ? Parse(file, path) : null;
        }
        finally
        {
            if (kept is null)
                file.Dispose();
        }
    }

    // What is written goes through the hash on its way, so that it is of what was meant and not of what a disk made of it.
    private void Write(FileStream file, LoopState state, TrainingSession session)
    {
        using var hash = SHA256.Create();
        using (var hashed = new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true))
        {
            using (var writer = new BinaryWriter(hashed, Encoding.UTF8, leaveOpen: true))
            {
                writer.Write(s_mark);
                writer.Write(fingerprint);
                state.Write(writer);
            }
            session.Save(hashed);
            state.Best?.Write(hashed);
        }
        file.Write(hash.Hash!);
    }

    private KeptState Parse(FileStream file, string path)
    {
        file.Position = s_mark.Length;
        using var reader = new BinaryReader(file, Encoding.UTF8, leaveOpen: true);
        if (reader.ReadString() is var kept && kept != fingerprint)
            throw new SakerException(ErrorKind.Conflict, $"'{path}' is the state of another training ({kept}), not of this one ({fingerprint}). Give each training a folder of its own, or empty this one.", "checkpoints");
        return new KeptState(LoopState.Read(reader, out var hasBest), hasBest, file);
    }

    private static bool IsWhole(FileStream file)
    {
        var left = file.Length - SHA256.HashSizeInBytes;
        if (left < s_mark.Length)
            return false;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = new byte[PieceSize];
        for (var isFirst = true; left > 0; isFirst = false)
        {
            var read = piece.AsSpan(0, (int)Math.Min(left, piece.Length));
            file.ReadExactly(read);
            if (isFirst && !read.StartsWith(s_mark))
                return false;
            hash.AppendData(read);
            left -= read.Length;
        }
        var written = new byte[SHA256.HashSizeInBytes];
        file.ReadExactly(written);
        return hash.GetHashAndReset().AsSpan().SequenceEqual(written);
    }
}
