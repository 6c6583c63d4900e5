namespace Saker.Platform.Storage;

/// <summary>
/// Immutable folders named by the hash of their content. One is prepared under a temporary name that says who does it, and
/// published by renaming, within the database write that begins to refer to it: since <see cref="Sweep"/> removes what nothing
/// refers to within a write of its own, it can never take away a folder that is just being referred to.
/// </summary>
internal sealed class ContentFolders(string root, ProcessOwner owner, Ids ids)
{
    private const string Prefix = ".new-";

    /// <summary>The path of a published folder.</summary>
    public string PathOf(string hash) => Path.Combine(root, hash);

    public bool Exists(string hash) => Directory.Exists(PathOf(hash));

    /// <summary>An empty folder to prepare content in; <see cref="Discard"/> it when that fails.</summary>
    public string Stage() => Directory.CreateDirectory(Path.Combine(root, $"{Prefix}{owner.Id}-{ids.NewUlid()}")).FullName;

    /// <summary>Publishes a staged folder, whose files are flushed already; an existing one of the same hash stays. Within a write.</summary>
    public void Publish(string staged, string hash)
    {
        if (!Exists(hash))
            AtomicFiles.MoveFolder(staged, PathOf(hash));
    }

    /// <summary>As <see cref="Publish"/>, where the folder is referred to already and only this machine lacks it.</summary>
    public void Restore(string staged, string hash)
    {
        try
        {
            Publish(staged, hash);
        }
        catch (IOException) when (Exists(hash))
        {
            // Another process was quicker.
        }
    }

    /// <summary>Takes away a published folder whose content is no longer what its name says, so that it can be published again. Within a write.</summary>
    public void Withdraw(string hash)
    {
        var aside = Path.Combine(root, $"{Prefix}{owner.Id}-{ids.NewUlid()}");
        AtomicFiles.MoveFolder(PathOf(hash), aside);
        Directory.Delete(aside, recursive: true);
    }

    /// <summary>Removes a staged folder if it is still there.</summary>
    public static void Discard(string staged)
    {
        if (Directory.Exists(staged))
            Directory.Delete(staged, recursive: true);
    }

    /// <summary>Removes published folders that nothing refers to and staged ones whose owner is gone; gives their number. Within a write.</summary>
    public int Sweep(IReadOnlySet<string> referenced)
    {
        var removed = 0;
        foreach (var folder in Directory.EnumerateDirectories(root).ToList())
        {
            var name = Path.GetFileName(folder);
            if (IsKept(name, referenced))
                continue;
            // Renamed first: killed half-way, this leaves no folder that looks whole.
            var doomed = name.StartsWith(Prefix, StringComparison.Ordinal) ? folder : Path.Combine(root, $"{Prefix}{owner.Id}-{ids.NewUlid()}");
            if (doomed != folder)
                Directory.Move(folder, doomed);
            Directory.Delete(doomed, recursive: true);
            removed++;
        }
        return removed;
    }

    private bool IsKept(string name, IReadOnlySet<string> referenced)
    {
        if (!name.StartsWith(Prefix, StringComparison.Ordinal))
            return referenced.Contains(name) || !IsHash(name);
        var parts = name[Prefix.Length..].Split('-');
        return parts.Length != 2 || owner.IsAlive(parts[0]);
    }

    /// <summary>What is not named by a hash was put there by somebody else, and is theirs to remove.</summary>
    public static bool IsHash(string name) => name.Length == 64 && name.All(char.IsAsciiHexDigitLower);
}
