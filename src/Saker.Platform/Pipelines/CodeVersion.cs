using System.Reflection;

namespace Saker.Platform.Pipelines;

/// <summary>The version of the running code, with the commit where the build knew it.</summary>
internal static class CodeVersion
{
    public static string Current { get; } = typeof(CodeVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
