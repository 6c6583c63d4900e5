using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Saker.Architecture.Tests.Surface;

/// <summary>Members as a reader of C# would write them down.</summary>
internal static class MemberText
{
    private static readonly NullabilityInfoContext s_nullability = new();

    public static string Of(ConstructorInfo constructor) => $"{Access(constructor)}new({Parameters(constructor)})";

    public static string Of(MethodInfo method) => $"{Access(method)}{Modifiers(method)}{Signature(method, method.Name + TypeText.Arguments(method.GetGenericArguments()))}";

    public static string Of(FieldInfo field)
    {
        var constant = field.IsLiteral ? " = " + Literal(field.GetRawConstantValue()) : "";
        return $"{(field.IsFamily ? "protected " : "")}{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{TypeText.Of(Nullability(field))} {field.Name}{constant}";
    }

    public static string Of(EventInfo @event) => $"{Modifiers(@event.AddMethod!)}event {TypeText.Of(@event.EventHandlerType!)} {@event.Name}";

    public static string Of(PropertyInfo property, Func<MethodBase, bool> isShown)
    {
        var get = property.GetMethod is { } getter && isShown(getter) ? "get; " : "";
        var set = property.SetMethod is { } setter && isShown(setter) ? IsInit(setter) ? "init; " : "set; " : "";
        var accessor = property.GetMethod ?? property.SetMethod!;
        var index = property.GetIndexParameters();
        var name = index.Length == 0 ? property.Name : $"this[{string.Join(", ", index.Select(Parameter))}]";
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        return $"{Access(accessor)}{Modifiers(accessor)}{required}{TypeText.Of(Nullability(property))} {name} {{ {get}{set}}}";
    }

    public static string Signature(MethodInfo method, string name) => $"{TypeText.Of(Nullability(method.ReturnParameter))} {name}({Parameters(method)})";

    private static string Parameters(MethodBase method)
    {
        var extension = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        return extension + string.Join(", ", method.GetParameters().Select(Parameter));
    }

    private static string Parameter(ParameterInfo parameter)
    {
        var direction = parameter switch
        {
            { IsOut: true } => "out ",
            { IsIn: true } => "in ",
            { ParameterType.IsByRef: true } => "ref ",
            _ when parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) => "params ",
            _ => "",
        };
        var value = parameter.HasDefaultValue ? " = " + Literal(parameter.RawDefaultValue) : "";
        return $"{direction}{TypeText.Of(Nullability(parameter))} {parameter.Name}{value}";
    }

    private static string Literal(object? value) => value switch
    {
        null => "default",
        string text => $"\"{text}\"",
        bool truth => truth ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Access(MethodBase method) => method.IsFamily || method.IsFamilyOrAssembly ? "protected " : "";

    private static string Modifiers(MethodInfo method) => method switch
    {
        { DeclaringType.IsInterface: true } => method.IsStatic ? "static " : "",
        { IsStatic: true } => "static ",
        { IsAbstract: true } => "abstract ",
        { IsVirtual: true, IsFinal: false } => "virtual ",
        _ => "",
    };

    private static bool IsInit(MethodInfo setter) => setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    // The context is not thread-safe.
    private static NullabilityInfo Nullability(object member)
    {
        lock (s_nullability)
        {
            return member switch
            {
                FieldInfo field => s_nullability.Create(field),
                PropertyInfo property => s_nullability.Create(property),
                _ => s_nullability.Create((ParameterInfo)member),
            };
        }
    }
}
