using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Saker.Data;

namespace Saker.Server.Http.Mlflow.Artifacts;

/// <summary>
/// The artifact path at the end of an address, decoded once from what the caller really sent: routing has already removed dots
/// from the path that it gives, and leaves some characters encoded.
/// </summary>
internal static class ArtifactPathOf
{
    /// <param name="context">The request.</param>
    /// <param name="before">What stands before the path, such as <c>/mlflow-artifacts/artifacts/</c>.</param>
    /// <exception cref="SakerException">The address is not of that form.</exception>
    public static string Read(HttpContext context, string before)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? target : target[..query];
        var at = path.IndexOf(before, StringComparison.OrdinalIgnoreCase);
        return at < 0
            ? throw new SakerException(ErrorKind.InvalidInput, "The address of an artifact must be written plainly: encode nothing before the artifact's path, and use no '..'.", "path")
            : Uri.UnescapeDataString(path[(at + before.Length)..]);
    }
}
