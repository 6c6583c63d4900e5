using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Saker.Data;

namespace Saker.Server.Http.Mlflow.Artifacts;

/// <summary>Files have a limit of their own, whatever that of other bodies is.</summary>
internal static class ArtifactUploadLimit
{
    /// <exception cref="SakerException">The request says by its length that it is larger.</exception>
    public static void Apply(HttpContext context, long maxBytes)
    {
        if (context.Request.ContentLength > maxBytes)
            throw new SakerException(ErrorKind.InvalidInput, $"The file has {context.Request.ContentLength} bytes; at most {maxBytes} are taken here.", "content");
        // What comes without a length is counted while it is stored.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
    }
}
