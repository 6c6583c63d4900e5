using System.Text;
using Saker.Data;

namespace Saker.Platform.Artifacts;

/// <summary>
/// What a path of the artifact tree may look like. Nothing on a disk is named by it, so that no path can lead out of the store;
/// it is refused all the same where some program might later be led astray by it.
/// </summary>
internal static class ArtifactPathRule
{
    private const string Field = "path";

    // A text that still changes after this many rounds of decoding was made to deceive.
    private const int MaxEncodings = 5;

    /// <exception cref="SakerException">The path is not possible.</exception>
    public static void Require(string path, ArtifactOptions options)
    {
        if (path.Length == 0)
            throw Fault(path, "it is empty");
        if (Encoding.UTF8.GetByteCount(path) > options.MaxPathBytes)
            throw Fault(path[..Math.Min(path.Length, 40)] + "...", $"it is longer than {options.MaxPathBytes} bytes");
        RequirePlain(path, path, options);
        // What one program decodes once more than another must not mean something else to it.
        var decoded = path;
        for (var round = 0; Uri.UnescapeDataString(decoded) is var next && next != decoded; round++)
        {
            if (round == MaxEncodings)
                throw Fault(path, "it is percent-encoded over and over");
            decoded = next;
            RequirePlain(path, decoded, options);
        }
    }

    /// <summary>As <see cref="Require"/>, where the root, an empty text, is possible too.</summary>
    /// <exception cref="SakerException">The path is not possible.</exception>
    public static void RequireFolder(string path, ArtifactOptions options)
    {
        if (path.Length > 0)
            Require(path, options);
    }

    /// <summary>The folder that a path lies in; the root is an empty text.</summary>
    public static string FolderOf(string path) => path.LastIndexOf('/') is >= 0 and var slash ? path[..slash] : "";

    /// <summary>Every folder above a path, the nearest first, without the root.</summary>
    public static IEnumerable<string> FoldersAbove(string path)
    {
        for (var folder = FolderOf(path); folder.Length > 0; folder = FolderOf(folder))
            yield return folder;
    }

    private static void RequirePlain(string path, string decoded, ArtifactOptions options)
    {
        foreach (var c in decoded.EnumerateRunes())
        {
            if (c == Rune.ReplacementChar || Rune.IsControl(c) || c.Value is 0x2028 or 0x2029 or 0xFEFF or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069))
                throw Fault(path, $"it holds a character that is not possible (U+{c.Value:X4})");
            if (c.Value == '\\')
                throw Fault(path, "it holds a backslash; folders are parted by '/'");
        }
        foreach (var name in decoded.Split('/'))
            RequireName(path, name, options);
        // C:, and what Windows does with C:name.
        if (decoded.Length > 1 && decoded[1] == ':' && char.IsAsciiLetter(decoded[0]))
            throw Fault(path, "it begins with a drive letter");
    }

    private static void RequireName(string path, string name, ArtifactOptions options)
    {
        if (name.Length == 0)
            throw Fault(path, "it has an empty part: it begins or ends with '/', or has two in a row");
        if (name.All(c => c is '.' or ' '))
            throw Fault(path, $"it has the part '{name}'");
        if (Encoding.UTF8.GetByteCount(name) > options.MaxNameBytes)
            throw Fault(path[..Math.Min(path.Length, 40)] + "...", $"it has a part that is longer than {options.MaxNameBytes} bytes");
    }

    private static SakerException Fault(string path, string reason) =>
        new(ErrorKind.InvalidInput, $"The artifact path '{Shown(path)}' is not possible: {reason}. A path is names parted by '/', such as model/MLmodel.", Field);

    private static string Shown(string path) => string.Concat(path.EnumerateRunes().Select(c => Rune.IsControl(c) ? "?" : c.ToString()));
}
