using System.Reflection;

namespace Saker.Architecture.Tests.Surface;

/// <summary>Last words of type names that say nothing, or say what another word of ours says.</summary>
internal static class WordRule
{
    private static readonly Dictionary<string, string> s_instead = new(StringComparer.Ordinal)
    {
        ["Helper"] = "the verb it helps with", ["Helpers"] = "the verb it helps with", ["Util"] = "what it does", ["Utils"] = "what it does",
        ["Utilities"] = "what it does", ["Manager"] = "what it does", ["Service"] = "the capability", ["Services"] = "the capability",
        ["Repository"] = "Store", ["Dao"] = "Store", ["Provider"] = "Port or Store", ["Driver"] = "Backend", ["Handler"] = "Policy, or the verb",
        ["Strategy"] = "Policy", ["Processor"] = "Transform", ["Estimator"] = "Trainer", ["Learner"] = "Trainer", ["DataFrame"] = "Table",
        ["Expectation"] = "Check", ["Workflow"] = "Pipeline", ["Impl"] = "what is special about it",
    };

    /// <summary>A type that is one of a framework's own (a hosted <c>...Service</c>, a message <c>...Handler</c>) may say so.</summary>
    public static IEnumerable<string> BannedWord(Type type)
    {
        var name = type.Name.Split('`')[0];
        var word = s_instead.Keys.Where(word => name.EndsWith(word, StringComparison.Ordinal)).MaxBy(word => word.Length);
        if (word is not null && !IsRegistration(type) && !ForeignKin(type).Any(kin => kin.Name.Split('`')[0].EndsWith(word, StringComparison.Ordinal)))
            yield return $"{type.FullName} ends in '{word}'; say {s_instead[word]}";
    }

    // A class that only adds to the service collection is about services in the framework's own sense.
    private static bool IsRegistration(Type type) =>
        type.IsAbstract && type.IsSealed
        && type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).All(method => method.GetParameters() is [{ ParameterType.Name: "IServiceCollection" }, ..]);

    private static IEnumerable<Type> ForeignKin(Type type)
    {
        var kin = type.GetInterfaces().AsEnumerable();
        for (var parent = type.BaseType; parent is not null; parent = parent.BaseType)
            kin = kin.Append(parent);
        return kin.Where(related => !related.Assembly.GetName().Name!.StartsWith("Saker.", StringComparison.Ordinal));
    }
}
