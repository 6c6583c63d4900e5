using System.Reflection;

namespace Saker.Architecture.Tests.Surface;

/// <summary>Names of types as in C#, short: <c>IReadOnlyList&lt;string?&gt;</c>.</summary>
internal static class TypeText
{
    private static readonly Dictionary<Type, string> s_keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool", [typeof(char)] = "char",
        [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(short)] = "short", [typeof(ushort)] = "ushort", [typeof(int)] = "int",
        [typeof(uint)] = "uint", [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(float)] = "float", [typeof(double)] = "double",
        [typeof(decimal)] = "decimal", [typeof(nint)] = "nint", [typeof(nuint)] = "nuint",
    };

    /// <summary>With its namespace and the types it is nested in.</summary>
    public static string Full(Type type) => (type.IsNested ? Full(type.DeclaringType!) : type.Namespace) + "." + Bare(type) + Arguments(OwnArguments(type));

    public static string Of(Type type) => Of(type, null);

    /// <summary>With the question marks of nullable reference types.</summary>
    public static string Of(NullabilityInfo info) => Of(info.Type, info) + (MayBeNull(info) ? "?" : "");

    public static string Arguments(IReadOnlyList<Type> arguments) => arguments.Count == 0 ? "" : $"<{string.Join(", ", arguments.Select(Of))}>";

    private static string Of(Type type, NullabilityInfo? info)
    {
        if (type.IsByRef)
            return Of(type.GetElementType()!, info);
        if (Nullable.GetUnderlyingType(type) is { } value)
            return Of(value) + "?";
        if (type.IsArray)
            return (info?.ElementType is { } element ? Of(element) : Of(type.GetElementType()!)) + $"[{new string(',', type.GetArrayRank() - 1)}]";
        if (type.IsPointer)
            return Of(type.GetElementType()!) + "*";
        if (s_keywords.TryGetValue(type, out var keyword))
            return keyword;
        if (!type.IsGenericType)
            return Bare(type);
        var known = info is not null && info.GenericTypeArguments.Length == type.GetGenericArguments().Length;
        return $"{Bare(type)}<{string.Join(", ", known ? info!.GenericTypeArguments.Select(Of) : type.GetGenericArguments().Select(Of))}>";
    }

    private static bool MayBeNull(NullabilityInfo info)
    {
        var type = info.Type.IsByRef ? info.Type.GetElementType()! : info.Type;
        // What a type parameter stands for decides whether it may be null.
        return type is { IsValueType: false, IsGenericParameter: false } && info.ReadState == NullabilityState.Nullable;
    }

    private static string Bare(Type type) => type.Name.Split('`')[0];

    // Reflection repeats the arguments of the types around a nested one.
    private static Type[] OwnArguments(Type type) => type.GetGenericArguments()[(type.DeclaringType?.GetGenericArguments().Length ?? 0)..];
}
