using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using Tumen.Model;

namespace Tumen.Language.Tests;

/// <summary>Everything a model says, places left out, as text: two models are the same when their texts are.</summary>
internal static class Dump
{
    public static string Of(object model)
    {
        var result = new StringBuilder();
        Write(result, model, 0);
        return result.ToString();
    }

    private static void Write(StringBuilder result, object? value, int depth)
    {
        switch (value)
        {
            case null:
                result.Append("null");
                break;
            case string or double or int or bool or Enum:
                result.Append(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
            case Place:
            case { } at when at.GetType().Name == "TextPlace":
                result.Append('@');
                break;
            case { } fraction when fraction.GetType().Name == "Rational":
                result.Append(fraction);
                break;
            case IEnumerable many:
                if (value.GetType() is { IsGenericType: true } type && (bool?)type.GetProperty("IsDefault")?.GetValue(value) == true)
                {
                    result.Append("default");
                    break;
                }

                result.Append('[');
                foreach (var item in many)
                {
                    result.Append('\n').Append(' ', depth);
                    Write(result, item, depth + 1);
                }

                result.Append(']');
                break;
            default:
                result.Append(value.GetType().Name).Append('{');
                foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0 && p.PropertyType != typeof(Type)))
                {
                    result.Append(property.Name).Append('=');
                    Write(result, property.GetValue(value), depth + 1);
                    result.Append(' ');
                }

                foreach (var field in value.GetType().GetFields(BindingFlags.Public | BindingFlags.Instance))
                {
                    result.Append(field.Name).Append('=');
                    Write(result, field.GetValue(value), depth + 1);
                    result.Append(' ');
                }

                result.Append('}');
                break;
        }
    }
}
