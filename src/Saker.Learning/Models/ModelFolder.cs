namespace Saker.Learning.Models;

/// <summary>A model on disk: what lies in the folder, and the hash that is its identity.</summary>
public sealed record ModelFolder
{
    /// <summary>SHA-256 over names and contents of all files, 64 hexadecimal digits.</summary>
    public required string Hash { get; init; }

    public required ModelFolderContents Contents { get; init; }

    /// <summary>
    /// Writes a model folder: each file is flushed to disk, in a folder beside it that takes its name when it is complete.
    /// </summary>
    /// <param name="path">The folder to make; it must not exist.</param>
    /// <param name="contents">What to write.</param>
    /// <param name="cancellationToken">Stops between files; nothing is left then.</param>
    /// <returns>The folder's hash. Equal contents give equal hashes.</returns>
    /// <exception cref="Data.SakerException">The folder exists.</exception>
    public static Task<string> WriteAsync(string path, ModelFolderContents contents, CancellationToken cancellationToken) =>
        ModelFolderWriter.WriteAsync(path, contents, cancellationToken);

    /// <summary>Reads a model folder, and refuses it when a file is missing, unexpected, too large or not as it was written.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="expectedHash">The hash that the folder must have, as the registry knows it; null accepts any that is consistent.</param>
    /// <param name="options">Limits.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    /// <exception cref="Data.SakerException">The folder is not there, was changed, or is not understood; the message names the file.</exception>
    public static Task<ModelFolder> ReadAsync(string path, string? expectedHash, ModelFolderOptions options, CancellationToken cancellationToken) =>
        ModelFolderReader.ReadAsync(path, expectedHash, options, cancellationToken);
}
