using System.Reflection;
using System.Runtime.CompilerServices;

namespace Saker.Architecture.Tests.Surface;

/// <summary>
/// What an assembly shows to others, as text: a line per public type, then an indented line per public or protected
/// member. What the compiler adds to a record, and what a member overrides, is left out.
/// </summary>
internal static class SurfaceText
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Of(Assembly assembly) =>
        assembly.GetExportedTypes().Where(type => !IsGenerated(type) && !IsMessage(type)).OrderBy(type => type.FullName, StringComparer.Ordinal).SelectMany(Of);

    public static IEnumerable<string> Of(Type type)
    {
        yield return Header(type);
        if (type.IsEnum)
        {
            foreach (var name in Enum.GetNames(type))
                yield return $"  {name} = {Enum.Format(type, Enum.Parse(type, name), "d")}";
        }
        else if (!type.IsSubclassOf(typeof(Delegate)))
        {
            foreach (var line in Members(type).Order(StringComparer.Ordinal))
                yield return "  " + line;
        }
    }

    private static string Header(Type type)
    {
        if (type.IsSubclassOf(typeof(Delegate)))
            return $"delegate {MemberText.Signature(type.GetMethod("Invoke")!, TypeText.Full(type))}";
        var bases = type.IsEnum ? [] : Bases(type).ToList();
        return $"{Kind(type)} {TypeText.Full(type)}{(bases.Count == 0 ? "" : " : " + string.Join(", ", bases))}";
    }

    private static string Kind(Type type)
    {
        var record = type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly) is not null;
        return type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => $"{(type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "")}{(type.IsByRefLike ? "ref " : "")}{(record ? "record " : "")}struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            _ => $"{(type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "")}{(record ? "record" : "class")}",
        };
    }

    private static IEnumerable<string> Bases(Type type)
    {
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
            yield return TypeText.Of(parent);
        var inherited = type.BaseType?.GetInterfaces() ?? [];
        foreach (var shown in type.GetInterfaces().Except(inherited).Where(face => face.IsVisible && !IsOwnEquality(face, type)).Select(face => TypeText.Of(face)).Order(StringComparer.Ordinal))
            yield return shown;
    }

    private static bool IsOwnEquality(Type face, Type type) => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IEquatable<>) && face.GenericTypeArguments[0] == type;

    private static IEnumerable<string> Members(Type type)
    {
        foreach (var member in type.GetMembers(Declared).Where(member => !IsGenerated(member)))
        {
            var line = member switch
            {
                ConstructorInfo constructor when IsShown(constructor) => MemberText.Of(constructor),
                MethodInfo { IsSpecialName: false } method when IsShown(method) && !Overrides(method) => MemberText.Of(method),
                MethodInfo method when IsShown(method) && method.Name.StartsWith("op_", StringComparison.Ordinal) => MemberText.Of(method),
                PropertyInfo property when property.GetAccessors(nonPublic: true).Any(accessor => IsShown(accessor) && !Overrides(accessor)) => MemberText.Of(property, IsShown),
                FieldInfo { IsSpecialName: false } field when field.IsPublic || field.IsFamily => MemberText.Of(field),
                EventInfo @event when @event.AddMethod is { } add && IsShown(add) => MemberText.Of(@event),
                _ => null,
            };
            if (line is not null)
                yield return line;
        }
    }

    private static bool IsShown(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool Overrides(MethodInfo method) => method.IsVirtual && method.GetBaseDefinition() != method;

    // What is generated from a .proto file; that file is where it is written down.
    private static bool IsMessage(Type type) =>
        type.Namespace?.EndsWith(".Messages", StringComparison.Ordinal) == true;

    private static bool IsGenerated(MemberInfo member) =>
        member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) && member is not PropertyInfo || member.Name.Contains('<') || member.Name == "EqualityContract";
}
