using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Saker.Data;

namespace Saker.Dashboard.Layout;

/// <summary>What page routes share.</summary>
internal static class Pages
{
    public static IResult Show<TPage>(params (string Parameter, object? Value)[] parameters)
        where TPage : IComponent => new PageResult<TPage>(Parameters(parameters));

    public static Dictionary<string, object?> Parameters(params (string Parameter, object? Value)[] parameters) =>
        parameters.ToDictionary(parameter => parameter.Parameter, parameter => parameter.Value);

    public static SakerException Missing(string kind, string name, string list) =>
        new(ErrorKind.NotFound, $"There is no {kind} '{name}'. What there is stands at {list}.");

    /// <summary>Where the reader reaches this server.</summary>
    public static string Server(HttpRequest request) => $"{request.Scheme}://{request.Host}";
}
