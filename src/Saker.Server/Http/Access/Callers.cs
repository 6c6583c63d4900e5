using Microsoft.AspNetCore.Http;
using Saker.Platform.Registry;

namespace Saker.Server.Http.Access;

/// <summary>Who calls, as the registry notes it.</summary>
internal static class Callers
{
    /// <summary>The key's name or the token's subject, and its role; <c>local</c>, who may all, on a server without access control.</summary>
    public static Actor Actor(this HttpContext context)
    {
        var grant = context.Grant();
        return new Actor(grant.Subject, grant.Role);
    }
}
