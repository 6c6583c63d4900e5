namespace Saker.Data.Engine;

/// <summary>Turns the engine's messages into errors.</summary>
internal static class SqlErrors
{
    public static SakerException From(string? message)
    {
        var text = message ?? "unknown error";
        var kind = text switch
        {
            _ when text.StartsWith("Out of Memory", StringComparison.Ordinal) => ErrorKind.LimitExceeded,
            _ when text.StartsWith("INTERNAL", StringComparison.Ordinal) || text.StartsWith("FATAL", StringComparison.Ordinal) => ErrorKind.Internal,
            _ => ErrorKind.InvalidInput,
        };
        return new SakerException(kind, Readable(text));
    }

    /// <summary>The first paragraph without the name of the error: what follows are hints at options that users of Saker do not have.</summary>
    public static string Readable(string message)
    {
        var start = message.IndexOf(" Error: ", StringComparison.Ordinal);
        var text = start is >= 0 and < 40 ? message[(start + " Error: ".Length)..] : message;
        var end = text.IndexOf("\nPossible ", StringComparison.Ordinal);
        if (end < 0)
            end = text.IndexOf("\n\n", StringComparison.Ordinal);
        return (end < 0 ? text : text[..end]).Trim();
    }
}
