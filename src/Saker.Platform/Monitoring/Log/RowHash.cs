using Saker.Data.Profiles;

namespace Saker.Platform.Monitoring.Log;

/// <summary>
/// By what rows are sampled: of the rows of a minute those with the smallest hashes are kept (bottom-k sampling, Cohen and Kaplan, "Summarizing
/// data using bottom-k sketches", PODC 2007). Every replica hashes alike, so that their samples merge into one.
/// </summary>
internal static class RowHash
{
    /// <summary>The hash of a request.</summary>
    public static ulong Of(string requestId) => StableHash.Of(requestId);

    /// <summary>The hash of one of its rows; the first one's is the request's.</summary>
    public static ulong Of(ulong request, int row) => row == 0 ? request : StableHash.Mix(request + (ulong)row * 0x9E3779B97F4A7C15);
}
