using Saker.Data;

namespace Saker.Platform.Datasets;

/// <summary>What messages call a file of the home whose place is nobody's business.</summary>
internal static class FileNames
{
    /// <summary>Whether a message tells where a file lies.</summary>
    public static bool Names(this SakerException exception, string path) => exception.Message.Contains(path, StringComparison.Ordinal);

    /// <summary>The same error about what its reader knows the file by.</summary>
    /// <param name="exception">One that <see cref="Names"/> the path.</param>
    /// <param name="path">Where the file lies.</param>
    /// <param name="name">What its reader calls it.</param>
    /// <param name="field">The field at fault; null for that of the error.</param>
    public static SakerException About(this SakerException exception, string path, string name, string? field = null) =>
        new(exception.Kind, exception.Message.Replace(path, name, StringComparison.Ordinal), field ?? exception.Field, exception);
}
