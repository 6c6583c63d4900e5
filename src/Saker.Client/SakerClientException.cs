using System.Net;

namespace Saker.Client;

/// <summary>The server refused or failed a request, or could not be reached.</summary>
public sealed class SakerClientException : Exception
{
    public SakerClientException(string message, HttpStatusCode? status = null, ProblemInfo? problem = null, Exception? inner = null)
        : base(message, inner)
    {
        Status = status;
        Problem = problem;
    }

    /// <summary>The HTTP status; null when the server could not be reached.</summary>
    public HttpStatusCode? Status { get; }

    /// <summary>What the server said, when it said it in its own format.</summary>
    public ProblemInfo? Problem { get; }

    /// <summary>Every error the server named; empty when it named none.</summary>
    public IReadOnlyList<ErrorInfo> Errors => Problem?.Errors ?? [];
}
