using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Saker.Data;

namespace Saker.Server.Http;

/// <summary>Refuses what a reader of the API does not take in its address: a limit under another name would be no limit, and answer with everything.</summary>
internal static class QueryNames
{
    /// <summary>Where our own names stand; other protocols have their own addresses, and pages theirs.</summary>
    private static readonly PathString s_api = "/api";

    public static Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.QueryString.HasValue && HttpMethods.IsGet(context.Request.Method) && context.GetEndpoint() is RouteEndpoint endpoint && IsOurs(context.Request.Path))
            Check(context.Request.Query, endpoint);
        return next(context);
    }

    private static bool IsOurs(PathString path) => path.StartsWithSegments(s_api, StringComparison.Ordinal) && !Mlflow.Wire.MlflowErrors.Owns(path);

    private static void Check(IQueryCollection query, RouteEndpoint endpoint)
    {
        string[] names = [.. endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>().Where(parameter => IsOfQuery(parameter, endpoint)).Select(parameter => parameter.Name)];
        foreach (var name in query.Keys)
        {
            if (!names.Contains(name, StringComparer.OrdinalIgnoreCase))
                throw new SakerException(ErrorKind.InvalidInput, $"'{name}' is nothing that this address takes; it takes {(names.Length == 0 ? "nothing after '?'" : string.Join(", ", names.Select(Written)))}.", name);
        }
    }

    // What is no text, number, moment or choice is a service, or what stands in the path.
    private static bool IsOfQuery(IParameterBindingMetadata parameter, RouteEndpoint endpoint)
    {
        var type = parameter.ParameterInfo.ParameterType;
        type = type.IsArray ? type.GetElementType()! : Nullable.GetUnderlyingType(type) ?? type;
        return (type == typeof(string) || type.IsValueType && type != typeof(CancellationToken)) && endpoint.RoutePattern.GetParameter(parameter.Name) is null;
    }

    private static string Written(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
