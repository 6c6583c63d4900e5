using Saker.Data;
using Saker.Data.Sources;

namespace Saker.Cli.Commands.Data;

/// <summary>The file that a command writes.</summary>
internal static class TargetFile
{
    private static readonly StringComparer Names = OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;

    /// <summary>Refuses a target that is a file of the source, however either is spelled or linked: what the copy leaves out would be gone for good.</summary>
    /// <exception cref="SakerException">It is one.</exception>
    public static void RequireOther(DataSource source, string target)
    {
        var real = Resolve(target);
        if (SourceRecord.Files(source).Any(file => Names.Equals(Resolve(file), real)))
            throw new SakerException(ErrorKind.InvalidInput, $"'{target}' is what is read; it would be overwritten by its copy. Name another file to write.", "output");
    }

    /// <summary>The full path without links, as far as it is there.</summary>
    private static string Resolve(string path)
    {
        var full = Path.GetFullPath(path);
        if (Path.GetDirectoryName(full) is not { } folder)
            return full;
        var file = new FileInfo(Path.Combine(Resolve(folder), Path.GetFileName(full)));
        return file.LinkTarget is not null && file.ResolveLinkTarget(returnFinalTarget: true) is { } target ? Resolve(target.FullName) : file.FullName;
    }
}
