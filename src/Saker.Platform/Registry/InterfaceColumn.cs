using Saker.Data;
using Saker.Learning.Models;

namespace Saker.Platform.Registry;

/// <summary>One input or output as callers depend on it.</summary>
internal sealed record InterfaceColumn(string Name, string Type, string? Element, bool Nullable, IReadOnlyList<long>? Shape)
{
    public static InterfaceColumn Of(SignatureColumn column) => new(column.Name, column.Type.Name(), column.Element, column.Nullable, column.Shape);

    /// <param name="before">The same column of the version before.</param>
    /// <param name="wasGiven">Whether callers give it: then it may take more than before; else they get it.</param>
    public InterfaceChange Change(InterfaceColumn before, bool wasGiven)
    {
        if (Type != before.Type || Element != before.Element || !(Shape ?? []).SequenceEqual(before.Shape ?? []))
            return InterfaceChange.Broken;
        if (Nullable == before.Nullable)
            return InterfaceChange.None;
        return Nullable == wasGiven ? InterfaceChange.Grown : InterfaceChange.Broken;
    }
}
