using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Saker.Data;
using Saker.Server.Http.Rows;

namespace Saker.Server.Http;

/// <summary>Reads a body that is one record.</summary>
internal static class RequestJson
{
    /// <summary>As <see cref="ReadAsync"/>; a request without a body is as one with an empty record.</summary>
    /// <exception cref="SakerException">The body is no such record.</exception>
    public static Task<T> ReadOptionalAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class, new() =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false } ? Task.FromResult(new T()) : ReadAsync(context, type);

    /// <exception cref="SakerException">The body is no such record.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class
    {
        using var body = await RequestBody.ReadRecordAsync(context);
        return Parse(body.Bytes, type) ?? throw new SakerException(ErrorKind.InvalidInput, "The body must be a JSON object.", "body");
    }

    /// <summary>The record that a body is; null for <c>null</c>.</summary>
    /// <exception cref="SakerException">The body is no such record, or has a member that is not known.</exception>
    public static T? Parse<T>(ReadOnlySpan<byte> body, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body, Strict<T>.Of(type));
        }
        catch (JsonException exception)
        {
            throw UnknownMember(exception, type) ?? WrongKind(exception, type) ?? JsonBody.Malformed(exception, body);
        }
    }

    /// <summary>A member that is not known may be a misspelt one, without which the request means something else: it is named, with those that are.</summary>
    private static SakerException? UnknownMember(JsonException exception, JsonTypeInfo type)
    {
        const string start = "The JSON property '", end = "' could not be mapped";
        var message = exception.Message;
        if (!message.StartsWith(start, StringComparison.Ordinal) || message.IndexOf(end, StringComparison.Ordinal) is not (> 0 and var at))
            return null;
        var name = message[start.Length..at];
        var place = exception.Path?.TrimStart('$').TrimStart('.') ?? name;
        if (place != name && !place.EndsWith($".{name}", StringComparison.Ordinal))
            place = place.Length == 0 ? name : $"{place}.{name}";
        var holder = place == name ? type : At(type, place[..^(name.Length + 1)]) ?? type;
        return new SakerException(ErrorKind.InvalidInput, $"'{place}' is not known here; known are: {string.Join(", ", holder.Properties.Select(property => property.Name))}.", place, exception);
    }

    /// <summary>A value of another kind than its member has: a text where a number belongs, a list where the object belongs.</summary>
    private static SakerException? WrongKind(JsonException exception, JsonTypeInfo type)
    {
        const string sign = "The JSON value could not be converted to ";
        if (!exception.Message.StartsWith(sign, StringComparison.Ordinal) || exception.Path is not { } path)
            return null;
        var place = path.TrimStart('$').TrimStart('.');
        if (place.Length == 0)
            return new SakerException(ErrorKind.InvalidInput, $"The body must be {ValueWords.Of(type.Type)}.", "body", exception);
        return new SakerException(ErrorKind.InvalidInput, $"{place}: {(At(type, place) is { } at ? ValueWords.Of(at.Type) : "a value of another kind")} is needed here.", place, exception);
    }

    /// <summary>The type at a place such as <c>phases[0].rate</c>; null where it is not known.</summary>
    private static JsonTypeInfo? At(JsonTypeInfo type, string place)
    {
        var at = type;
        foreach (var part in place.Split('.', '['))
        {
            var isIndex = part.EndsWith(']');
            var next = isIndex || at.Kind == JsonTypeInfoKind.Dictionary ? at.ElementType : at.Properties.FirstOrDefault(property => property.Name == part)?.PropertyType;
            if (next is null)
                return null;
            at = at.Options.GetTypeInfo(next);
        }
        return at;
    }

    private static class Strict<T>
    {
        private static JsonTypeInfo<T>? s_type;

        /// <summary>As the type says, but nothing unknown is let through.</summary>
        public static JsonTypeInfo<T> Of(JsonTypeInfo<T> type) =>
            s_type ??= (JsonTypeInfo<T>)new JsonSerializerOptions(type.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow }.GetTypeInfo(typeof(T));
    }
}
